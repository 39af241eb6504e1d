import { describe, expect, test } from 'vitest'
import { accept, eventually, traces, withShop } from './with-shop.ts'

/** The page's window, with the script's one function on it. */
type Global = { vicino: (...call: unknown[]) => unknown }

const visit = withShop()
const nothing = { keys: [], cookies: [], databases: [] }

test('before a choice nothing is stored and nothing is sent, over pages and actions', async () => {
  const { page, shop } = visit
  for (const path of ['/', '/two', '/']) {
    await page.goto(shop.origin + path)
    await page.getByRole('button', { name: 'Accetta' }).waitFor()
    await page.evaluate(() =>
      (window as never as Global).vicino('track', 'product_viewed', { product_id: 'B-1' }),
    )
  }
  expect(shop.seen).toEqual([])
  expect(await traces(visit)).toEqual(nothing)
})

test('a placement is asked about without consent, by page alone', async () => {
  const { page, shop } = visit
  shop.pages['/'] = '<vicino-block placement="hero">fallback</vicino-block>'
  await page.goto(`${shop.origin}/`)
  await eventually(
    () => shop.seen.length,
    (count) => count === 1,
  )
  const { body, cookie } = shop.seen[0]!
  expect(Object.keys(body).sort()).toEqual(['page', 'placements', 'sentAt', 'writeKey'])
  expect(cookie).toBeUndefined()
  expect(await traces(visit)).toEqual(nothing)
})

describe('refusing', () => {
  test.each([
    ['by its button', () => visit.page.getByRole('button', { name: 'Rifiuta' }).click()],
    ['by the cross', () => visit.page.getByRole('button', { name: 'Chiudi (nessun consenso)' }).click()],
    ['by Escape', () => visit.page.keyboard.press('Escape')],
    [
      'with the keyboard alone',
      async () => {
        await visit.page.keyboard.press('Tab')
        await visit.page.keyboard.press('Enter')
      },
    ],
  ])('%s keeps the refusal and nothing else', async (_name, refuse) => {
    const { page, shop } = visit
    await page.goto(`${shop.origin}/`)
    await page.getByRole('button', { name: 'Rifiuta' }).waitFor()
    await refuse()
    await page.getByRole('button', { name: 'Scelte sulla privacy' }).waitFor()
    await page.goto(`${shop.origin}/two`)
    await page.getByRole('button', { name: 'Scelte sulla privacy' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(shop.seen).toEqual([])
    expect(await traces(visit)).toEqual({ ...nothing, keys: ['vicino:demo:consent'] })
  })
})

describe('accepting', () => {
  test('states the choice with its proof; what happened before is never sent', async () => {
    const { page, shop } = visit
    await page.goto(`${shop.origin}/`)
    await page.evaluate(() =>
      (window as never as Global).vicino('track', 'product_viewed', { product_id: 'B-1' }),
    )
    await accept(visit)
    const { consent } = shop.seen[0]!.body
    expect(consent).toMatchObject({ analytics: true, personalization: true })
    // Messages are asked for in the shop's own forms: nothing but ads is agreed to here.
    expect(consent?.marketing).toEqual({ ads: true })
    expect(consent?.record).toMatchObject({ version: '1', language: 'it', source: 'banner' })
    expect(consent?.record?.textHash).toMatch(/^[0-9a-f]{64}$/)
    await page.goto(`${shop.origin}/two`)
    const events = await eventually(
      () => shop.events(),
      (list) => list.length > 0,
    )
    expect(events.map(({ name, properties }) => [name, properties.path])).toEqual([['page', '/two']])
    expect(shop.seen.at(-1)!.cookie).toBe('vicino_demo=handle')
  })

  test('in detail: one purpose without the others', async () => {
    const { page, shop } = visit
    await page.goto(`${shop.origin}/`)
    await page.getByRole('button', { name: 'Scegli nel dettaglio' }).click()
    expect(await page.getByLabel(/^Personale/).isDisabled()).toBe(true)
    await page.getByLabel(/^Statistiche/).check()
    await page.getByRole('button', { name: 'Salva la mia scelta' }).click()
    await eventually(
      () => shop.seen.length,
      (count) => count > 0,
    )
    expect(shop.seen[0]!.body.consent).toMatchObject({
      analytics: true,
      personalization: false,
      marketing: { ads: false },
    })
  })

  test('in detail: each purpose that the text names has one switch', async () => {
    const { page, shop } = visit
    await page.goto(`${shop.origin}/`)
    await page.getByRole('button', { name: 'Scegli nel dettaglio' }).click()
    expect(await page.getByRole('checkbox').count()).toBe(3)
    await page.getByLabel(/^Statistiche/).check()
    await page.getByLabel(/^Pubblicità/).check()
    await page.getByRole('button', { name: 'Salva la mia scelta' }).click()
    await eventually(
      () => shop.seen.length,
      (count) => count > 0,
    )
    const { personalization, marketing } = shop.seen[0]!.body.consent ?? {}
    expect({ personalization, marketing }).toEqual({ personalization: false, marketing: { ads: true } })
    await page.getByRole('button', { name: 'Scelte sulla privacy' }).click()
    await page.getByRole('button', { name: 'Scegli nel dettaglio' }).click()
    expect(await page.getByLabel(/^Pubblicità/).isChecked()).toBe(true)
    expect(await page.getByLabel(/^Personale/).isChecked()).toBe(false)
  })

  test('with Global Privacy Control ads are never part of it, and the banner says so', async () => {
    const { page, shop } = visit
    await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    await page.goto(`${shop.origin}/`)
    await page.getByText('GPC').waitFor()
    await page.getByRole('button', { name: 'Scegli nel dettaglio' }).click()
    await page.getByLabel(/^Statistiche/).check()
    expect(await page.getByLabel(/^Personale/).isDisabled()).toBe(false)
    expect(await page.getByLabel(/^Pubblicità/).isDisabled()).toBe(true)
    await accept(visit)
    expect(shop.seen[0]!.body.consent).toMatchObject({
      marketing: { ads: false },
      record: { gpc: true },
    })
  })
})

test('withdrawing tells the edge, clears storage and cookie, and silences the next pages', async () => {
  const { page, shop } = visit
  await page.goto(`${shop.origin}/`)
  await accept(visit)
  await page.goto(`${shop.origin}/two`)
  await eventually(
    () => shop.events().length,
    (count) => count === 1,
  )
  await page.getByRole('button', { name: 'Scelte sulla privacy' }).click()
  await page.getByRole('button', { name: 'Rifiuta' }).click()
  await eventually(
    () => shop.seen.at(-1)!.body.consent?.analytics,
    (analytics) => analytics === false,
  )
  expect(shop.seen.at(-1)!.cookie).toBe('vicino_demo=handle')
  await eventually(
    () => traces(visit),
    (found) => !found.cookies.length && !found.databases.length,
  )
  const heard = shop.seen.length
  await page.goto(`${shop.origin}/`)
  await page.getByRole('button', { name: 'Scelte sulla privacy' }).waitFor()
  expect(shop.seen.length).toBe(heard)
  expect(await traces(visit)).toEqual({ ...nothing, keys: ['vicino:demo:consent'] })
})

test('a withdrawal that did not arrive is said again on the next page', async () => {
  const { page, shop } = visit
  await page.goto(`${shop.origin}/`)
  await accept(visit)
  shop.status = 503
  await page.evaluate(() => (window as never as Global).vicino('forget'))
  shop.status = 200
  await page.goto(`${shop.origin}/two`)
  await eventually(
    () => shop.seen.at(-1)!.body.consent?.analytics,
    (analytics) => analytics === false,
  )
})

test('the panel of a standing choice takes the focus, and Escape leaves the choice alone', async () => {
  const { page, shop } = visit
  shop.pages['/'] = '<footer><a href="/privacy" data-vicino-privacy>Privacy</a></footer>'
  await page.goto(`${shop.origin}/`)
  await accept(visit)
  expect(await page.getByRole('button', { name: 'Scelte sulla privacy' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Privacy', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('vicino-banner')
  await page.keyboard.press('Escape')
  await eventually(
    () => page.getByRole('dialog').count(),
    (count) => count === 0,
  )
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Privacy')
  expect(await page.evaluate(() => (window as never as Global).vicino('consent'))).toMatchObject({
    analytics: 'granted',
  })
})

test('both answers are the same size and look, and nothing of the page moves', async () => {
  const { page, shop } = visit
  await page.goto(`${shop.origin}/`)
  const looks = await Promise.all(
    ['Accetta', 'Rifiuta'].map((name) =>
      page.getByRole('button', { name }).evaluate((button) => {
        const { width, height } = button.getBoundingClientRect()
        const { color, backgroundColor, fontSize, fontWeight, borderColor } = getComputedStyle(button)
        return { width, height, color, backgroundColor, fontSize, fontWeight, borderColor }
      }),
    ),
  )
  expect(looks[0]).toEqual(looks[1])
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as never as { value: number }).value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 200)
      }),
  )
  expect(shift).toBe(0)
})
