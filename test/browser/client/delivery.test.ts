import { beforeEach, describe, expect, test } from 'vitest'
import { startStubShop } from './stub-shop.ts'
import { accept, eventually, withShop } from './with-shop.ts'

const visit = withShop()
type Global = { vicino: (...args: unknown[]) => Promise<unknown> }

const track = (name: string) =>
  visit.page.evaluate((event) => void (window as never as Global).vicino('track', event), name)
const names = () => visit.shop.events().map((event) => event.name)

/** A shopper who has accepted and whose handle is known. */
beforeEach(async () => {
  const { page, shop } = visit
  await page.goto(`${shop.origin}/`)
  await accept(visit)
  await eventually(
    () => page.evaluate(() => localStorage.getItem('vicino:demo:consent')),
    (kept) => !!kept?.includes('isKnown'),
  )
  shop.seen = []
})

test('page, product and questions of the first page are one request, without preflight', async () => {
  const { page, shop } = visit
  shop.pages['/p'] =
    `<script type="application/ld+json">{"@type":"Product","sku":"B-12","name":"Boots","offers":{"price":"89.90","priceCurrency":"EUR"}}</script>
    <script>window.dataLayer=[{event:'view_item',ecommerce:{items:[{item_id:'B-12'}]}},{event:'view_item_list',ecommerce:{items:[{item_id:'B-3'}]}}]</script>
    <vicino-block placement="below"></vicino-block>`
  await page.goto(`${shop.origin}/p?e=anna@mail.it`)
  await eventually(names, (list) => list.length > 0)
  await page.waitForTimeout(300)
  expect(shop.seen).toHaveLength(1)
  const [{ body, method, contentType, cookie }] = shop.seen as [(typeof shop.seen)[0]]
  expect([method, contentType, cookie]).toEqual(['POST', 'text/plain;charset=UTF-8', 'vicino_demo=handle'])
  expect(names().sort()).toEqual(['page', 'product_list_viewed', 'product_viewed'])
  expect(body).toMatchObject({
    writeKey: 'pk',
    placements: ['below'],
    consent: { analytics: true },
    page: {
      type: 'product',
      product: 'B-12',
      language: 'it',
      device: 'desktop',
      url: `${shop.origin}/p?e=redacted`,
    },
  })
  expect(JSON.stringify(body)).not.toContain('anna')
})

test('an event in the task that leaves the page arrives', async () => {
  const { page, shop } = visit
  for (let round = 0; round < 10; round++) {
    await page.evaluate((number) => {
      ;(window as never as Global).vicino('track', `left_${number}`)
      location.href = '/two'
    }, round)
    await page.waitForURL(`${shop.origin}/two`)
    await page.goto(`${shop.origin}/`)
  }
  const left = await eventually(
    () => names().filter((name) => name.startsWith('left_')),
    (list) => new Set(list).size === 10,
  )
  expect(new Set(left).size).toBe(10)
})

describe('an outage', () => {
  test.each([
    ['refused', 503],
    ['cut', 0],
  ])('%s: events come once it is over, on the next page, once', async (_name, status) => {
    const { page, shop } = visit
    shop.status = status
    for (const name of ['one', 'two', 'three']) await track(name)
    await page.waitForTimeout(200)
    await page.evaluate(() => {
      location.href = '/two'
    })
    await page.waitForURL(`${shop.origin}/two`)
    await page.waitForTimeout(200)
    expect(names()).toEqual([])
    shop.status = 200
    await page.goto(`${shop.origin}/`)
    await eventually(names, (list) => ['one', 'two', 'three'].every((name) => list.includes(name)))
    expect(
      names()
        .filter((name) => name !== 'page')
        .sort(),
    ).toEqual(['one', 'three', 'two'])
    await eventually(
      () => page.evaluate(countKept),
      (count) => count === 0,
    )
  })

  test('on the same page the retry brings them', async () => {
    const { shop } = visit
    shop.status = 503
    await track('one')
    await visit.page.waitForTimeout(100)
    shop.status = 200
    await eventually(names, (list) => list.includes('one'))
  })
})

test('storage blocked: nothing throws, events arrive', async () => {
  const { page, shop } = visit
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    }
  })
  await page.goto(`${shop.origin}/`)
  await accept(visit)
  await track('one')
  await eventually(names, (list) => list.includes('one'))
})

test('single-page navigation: one view per address, whatever the router does', async () => {
  const { page, shop } = visit
  await page.goto(`${shop.origin}/`)
  await eventually(names, (list) => list.length === 1)
  await page.evaluate(() => {
    history.replaceState({}, '', '/')
    history.pushState({}, '', '/a')
    history.replaceState({}, '', '/a')
    history.replaceState({}, '', '/a#top')
  })
  await eventually(names, (list) => list.length === 2)
  await page.goBack()
  await eventually(names, (list) => list.length === 3)
  await page.waitForTimeout(200)
  expect(shop.events().map(({ properties }) => properties.path)).toEqual(['/', '/a', '/'])
})

test('a page that comes back from the cache is viewed again', async () => {
  const { page, shop } = visit
  await page.goto(`${shop.origin}/two`)
  await page.goto(`${shop.origin}/`)
  await page.goBack()
  await eventually(
    () => shop.events().map(({ properties }) => properties.path),
    (paths) => paths.join() === '/two,/,/two',
  )
})

test('on another site events travel under a claimed id, without the edge’s cookie', async () => {
  const { page, shop, context } = visit
  const other = await startStubShop()
  try {
    const site = other.origin.replace('127.0.0.1', 'localhost')
    other.pages['/'] = `<script async src="${shop.origin}/pk/vicino.js" data-auto="page"></script>`
    other.pages['/'] += '<script>document.querySelector("script[src^=\\"/pk\\"]").remove()</script>'
    await context.route(`${site}/pk/vicino.js`, (route) => route.abort())
    shop.seen = []
    await page.goto(`${site}/`)
    await accept(visit)
    await page.reload()
    await eventually(names, (list) => list.includes('page'))
    const ids = shop.seen.map(({ body }) => body.anonymousId)
    expect(ids[0]).toMatch(/^\d+(-\d+){3}$/)
    expect(new Set(ids).size).toBe(1)
    expect(shop.seen.at(-1)!.cookie).toBeUndefined()
  } finally {
    await other.close()
  }
})

/** Rows in the outbox, counted in the page. */
async function countKept(): Promise<number> {
  const open = indexedDB.open('vicino:demo')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    open.onsuccess = () => resolve(open.result)
    open.onerror = () => reject(open.error)
  })
  const count = database.transaction('events').objectStore('events').count()
  await new Promise((resolve) => {
    count.onsuccess = resolve
  })
  database.close()
  return count.result
}
