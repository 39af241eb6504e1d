import { expect, test } from 'vitest'
import { itemPicture } from '../../../demo/replay/item-picture.ts'
import { replayShop } from '../../../demo/replay/replay-shop.ts'

const rows = Array.from({ length: 60 }, (_, index) => [`i${index}`, 0, ''])
const ask = async (path: string, items: unknown[] = rows) => {
  const env = { REPLAY_ITEMS: JSON.stringify(items), VICINO_ORIGIN: '', VICINO_PUBLIC_KEY: 'pk_1' }
  const response = await replayShop.request(path, {}, env)
  return { status: response.status, text: await response.text() }
}

test('home has the trending block, filled with the most looked-at items until it is decided', async () => {
  const { text } = await ask('/')
  expect(text).toContain('placement="home"')
  expect(text.match(/href="\/p\/i\d+"/g)).toHaveLength(24)
  expect(text).toContain('src="/pk_1/vicino.js"')
})

test('an item has its picture, its product data and what was viewed with it', async () => {
  const { text } = await ask('/p/i7')
  expect(text).toContain('"sku":"i7"')
  expect(text).toContain('placement="product" product="i7"')
  expect((await ask('/pictures/i7.svg')).text).toBe(itemPicture('i7'))
  expect(itemPicture('i7')).not.toBe(itemPicture('i8'))
})

test('all items can be leafed through, page by page', async () => {
  const first = await ask('/items')
  const second = await ask('/items?page=2')
  expect(first.text.match(/href="\/p\//g)).toHaveLength(48)
  expect(second.text.match(/href="\/p\//g)).toHaveLength(12)
  expect([first.text.includes('page=2'), second.text.includes('page=3')]).toEqual([true, false])
})

test('prices are shown where the log has them, and nowhere else', async () => {
  expect((await ask('/p/i7')).text).not.toContain('class="price"')
  expect((await ask('/')).text).not.toContain('{{price}}')
  const priced = [['a/b "c"', 990, 'bags']]
  expect((await ask('/p/a%2Fb%20%22c%22', priced)).text).toContain('€ 9.90')
  expect((await ask('/', priced)).text).toContain('{{price}}')
})

test.each(['/p/none', '/items?page=9', '/cart'])('%s is not in the log', async (path) => {
  expect((await ask(path)).status).toBe(404)
})
