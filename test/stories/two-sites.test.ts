import { expect, test } from 'vitest'
import { storedEvents } from '../clients/stored-events.ts'
import { until } from '../worker/until.ts'
import { useDemoShop } from './demo-shop.ts'

const demo = useDemoShop('two-sites')

test('on two sites events arrive, blocks speak of the page alone, and nothing breaks', async () => {
  const { page, context, requests } = await demo.visit()
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  context.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
  })

  await page.goto(`${demo.url}/en`)
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await page.goto(`${demo.url}/en/c/shoes/boots`)
  const boot = page.locator('main a.card[href*="/p/"]').first()
  const path = await boot.getAttribute('href')
  // By its address: a block above it may fill meanwhile, and then another card is the first.
  await page.locator(`main a.card[href="${path}"]`).first().click()
  await page.waitForURL(`**${path}`)
  await page.waitForLoadState('networkidle')

  const together = page.locator('vicino-block[placement="pdp-together"] a.card[data-because]')
  expect(await together.count()).toBeGreaterThan(0)
  const asked = requests.filter((request) => request.url().startsWith(`${demo.edgeUrl}/v1/`))
  expect(asked.length).toBeGreaterThan(0)

  const claimed = asked
    .map((request) => JSON.parse(request.postData() ?? '{}') as { anonymousId?: string })
    .find(({ anonymousId }) => anonymousId)?.anonymousId
  if (!claimed) throw new Error('No event went out under a claimed id')
  const names = await until(async () => {
    const events = await storedEvents(demo.server, 'anonymous_id', claimed)
    return events.some(({ name }) => name === 'product_viewed') && events.map(({ name }) => name)
  })
  expect(names.filter((name) => name === 'product_viewed')).toHaveLength(1)

  await page.goto(`${demo.url}/en`)
  await page.waitForLoadState('networkidle')
  const reasons = await page
    .locator('vicino-block[placement="home-for-you"] a.card')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-because')))
  expect(reasons).not.toContain('your-taste')
  expect((await context.cookies()).map(({ name }) => name)).toEqual([])
  expect(refused).toEqual([])
})
