import { describe, expect, test } from 'vitest'
import type { Block, BlockItem } from '../../../shared/schema/decide.ts'
import { accept, eventually, withShop } from './with-shop.ts'

const visit = withShop()

const item = (id: string, more: Partial<BlockItem> = {}): BlockItem => ({
  id,
  title: `Boots ${id}`,
  url: `/p/${id}`,
  image: `/${id}.svg`,
  price: { amount: 8990, currency: 'EUR' },
  listPrice: null,
  because: 'trending',
  ...more,
})
const trending = (...items: BlockItem[]): Block => ({ decision: 'd1', strategy: 'trending', items })
const card =
  '<template><a href="{{url}}"><img src="{{image}}" alt="{{title}}"><b>{{title}}</b> <i>{{price}}</i><s data-vicino-if="listPrice">{{listPrice}}</s></a></template>'
const blockHtml = (inside: string, attributes = 'placement="home"') =>
  `<vicino-block ${attributes}>${inside}</vicino-block>`

async function openHome(html: string): Promise<void> {
  visit.shop.pages['/'] = html
  await visit.page.goto(`${visit.shop.origin}/`)
}
const text = (selector: string) => visit.page.locator(selector).innerText()
const html = () => visit.page.locator('vicino-block').evaluate((block) => block.innerHTML)

describe('drawing', () => {
  test('a template is filled once per product, prices in the page’s language', async () => {
    visit.shop.blocks.home = trending(
      item('B-1'),
      item('B-2', { listPrice: { amount: 12000, currency: 'EUR' } }),
    )
    await openHome(blockHtml(`<p>fallback</p>${card}`))
    await visit.page.locator('vicino-block a').first().waitFor()
    const cards = await visit.page
      .locator('vicino-block > a')
      .evaluateAll((links) =>
        links.map((link) => [link.getAttribute('href'), link.textContent?.replace(/\s/g, ' ')]),
      )
    expect(cards).toEqual([
      ['/p/B-1', 'Boots B-1 89,90 €'],
      ['/p/B-2', 'Boots B-2 89,90 €120,00 €'],
    ])
    expect(await text('vicino-block')).not.toContain('fallback')
  })

  test('without a template there is a card, also for an element of the shop’s own', async () => {
    visit.shop.blocks.home = trending(item('B-1', { proof: { rating: 4.6, reviews: 31 } }))
    await openHome('<div data-vicino-placement="home">fallback</div>')
    await visit.page.locator('.vicino-card').waitFor()
    expect((await text('.vicino-card')).replace(/\s+/g, ' ')).toBe('Boots B-1 89,90 € ★ 4,6 (31)')
  })

  test('a campaign’s content', async () => {
    visit.shop.blocks.home = {
      decision: 'd2',
      campaign: 'shoes-10',
      variant: 'percent',
      content: { title: '-10%', text: 'Solo oggi', link: '/shoes', button: 'Vedi' },
    }
    await openHome(blockHtml(''))
    await visit.page.locator('.vicino-card').waitFor()
    expect(await visit.page.locator('.vicino-card').getAttribute('href')).toBe('/shoes')
    expect((await text('.vicino-card')).split('\n')).toEqual(['-10%', 'Solo oggi', 'Vedi'])
  })

  test('nothing decided leaves the fallback', async () => {
    await openHome(
      `${blockHtml('<p>fallback</p>')}<script>addEventListener('vicino:block:empty', e => { window.empty = e.detail })</script>`,
    )
    await visit.page.waitForFunction(() => (window as never as { empty: unknown }).empty)
    expect(await text('vicino-block')).toBe('fallback')
  })

  test('an answer after 300 ms leaves what is in view, and still fills what is not', async () => {
    visit.shop.blocks = { home: trending(item('B-1')), foot: trending(item('B-2')) }
    visit.shop.delayMs = 600
    visit.shop.blockWaitMs = null
    await openHome(
      `${blockHtml('fallback')}<div style="height:3000px"></div>${blockHtml('fallback', 'placement="foot"')}`,
    )
    await visit.page.locator('vicino-block[placement=foot] .vicino-card').waitFor({ state: 'attached' })
    expect(await text('vicino-block[placement=home]')).toBe('fallback')
  })

  test('`data-block-wait` lets a later answer fill what is in view', async () => {
    visit.shop.blocks.home = trending(item('B-1'))
    visit.shop.delayMs = 600
    await openHome(blockHtml('fallback'))
    await visit.page.locator('.vicino-card').waitFor()
  })

  test('a placement the shop does not know is not asked about', async () => {
    visit.shop.settings.placements = { home: { reserve: 120 } }
    visit.shop.blocks.home = trending(item('B-1'))
    await openHome(blockHtml('') + blockHtml('fallback', 'placement="hmoe"'))
    await visit.page.locator('.vicino-card').waitFor()
    expect(visit.shop.seen.map(({ body }) => body.placements)).toEqual([['home']])
    expect(
      await visit.page
        .locator('vicino-block')
        .first()
        .evaluate((block) => (block as HTMLElement).style.minHeight),
    ).toBe('120px')
  })
})

describe('hostile product data', () => {
  const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
  test.each([
    ['in a template', card],
    ['in the default card', ''],
  ])('stays text %s, under Trusted Types and a strict policy too', async (_name, inside) => {
    const { page, shop } = visit
    shop.headers['content-security-policy'] =
      `default-src 'self'; script-src 'self'; require-trusted-types-for 'script'`
    shop.blocks.home = trending(
      item('x', { title: evil, url: 'javascript:window.pwned=1', image: 'javascript:window.pwned=1' }),
    )
    const refused: string[] = []
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    await openHome(blockHtml(inside))
    await page.locator('vicino-block a').waitFor()
    expect(await text('vicino-block')).toContain(evil)
    expect(await html()).not.toContain('javascript:')
    expect(await page.locator('vicino-block script').count()).toBe(0)
    await page.locator('vicino-block a').click()
    expect(await page.evaluate(() => (window as never as { pwned: unknown }).pwned)).toBeUndefined()
    expect(refused.filter((line) => /policy|trusted/i.test(line))).toEqual([])
  })
})

describe('measuring', () => {
  test('half in view for a second is one impression; a click is a click', async () => {
    const { page, shop } = visit
    shop.blocks.home = trending(item('B-1'), item('B-2'))
    await page.goto(`${shop.origin}/two`)
    await accept(visit)
    shop.pages['/p/B-2'] = '<h1>B-2</h1>'
    await openHome(blockHtml(card))
    await eventually(
      () => shop.events().map((event) => event.name),
      (names) => names.includes('block_viewed'),
    )
    await page.locator('vicino-block a').nth(1).click()
    await eventually(
      () => shop.events().map((event) => event.name),
      (names) => names.includes('block_clicked'),
    )
    const [viewed, ...more] = shop.events().filter((event) => event.name.startsWith('block_'))
    expect(viewed?.properties).toEqual({
      decision: 'd1',
      placement: 'home',
      strategy: 'trending',
      items: ['B-1', 'B-2'],
    })
    expect(more.map(({ name, properties }) => [name, properties.product_id])).toEqual([
      ['block_clicked', 'B-2'],
    ])
  })

  test('a block below the fold is not seen until it is', async () => {
    const { page, shop } = visit
    shop.blocks.home = trending(item('B-1'))
    await page.goto(`${shop.origin}/two`)
    await accept(visit)
    await openHome(`<div style="height:3000px"></div>${blockHtml(card)}`)
    await page.waitForTimeout(1500)
    expect(shop.events().map((event) => event.name)).not.toContain('block_viewed')
    await page.locator('vicino-block').scrollIntoViewIfNeeded()
    await eventually(
      () => shop.events().map((event) => event.name),
      (names) => names.includes('block_viewed'),
    )
  })

  test('a block rendered at the edge is watched as it stands', async () => {
    const { page, shop } = visit
    await page.goto(`${shop.origin}/two`)
    await accept(visit)
    await openHome(
      blockHtml(
        '<a href="/two" data-vicino-product="B-9">Boots</a>',
        'placement="home" rendered decision="d9" strategy="personal"',
      ),
    )
    await eventually(
      () => shop.events().map((event) => event.name),
      (names) => names.includes('block_viewed'),
    )
    const viewed = shop.events().find((event) => event.name === 'block_viewed')
    expect(viewed?.properties).toEqual({
      decision: 'd9',
      placement: 'home',
      strategy: 'personal',
      items: ['B-9'],
    })
    expect(shop.seen.some(({ body }) => body.placements)).toBe(false)
  })
})
