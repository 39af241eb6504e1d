import { expect, test } from 'vitest'
import { compareClicks, type StoredClick } from '../../../../tools/replay/compare-profiles.ts'

const click = (id: number, item = `i${id}`) => ({ messageId: `line-${id}`, item, time: id })
const stored = (id: number, { item = `i${id}`, time = id, name = 'product_viewed' } = {}): StoredClick => ({
  messageId: `line-${id}`,
  time,
  name,
  raw: JSON.stringify({ properties: { product_id: item } }),
})
const clicks = [click(1), click(2)]

test.each([
  ['what was sent', [stored(1), stored(2)], { lost: 0, doubled: 0, changed: 0 }],
  ['another order', [stored(2), stored(1)], { lost: 0, doubled: 0, changed: 0 }],
  [
    'the record of consent beside it',
    [stored(9, { name: 'consent_changed' }), stored(1), stored(2)],
    { lost: 0, doubled: 0, changed: 0 },
  ],
  ['nothing', [], { lost: 2, doubled: 0, changed: 0 }],
  ['one less', [stored(2)], { lost: 1, doubled: 0, changed: 0 }],
  ['one twice', [stored(1), stored(1), stored(2)], { lost: 0, doubled: 1, changed: 0 }],
  ['one that was never sent', [stored(1), stored(2), stored(3)], { lost: 0, doubled: 1, changed: 0 }],
  ['another time', [stored(1, { time: 5 }), stored(2)], { lost: 0, doubled: 0, changed: 1 }],
  ['another item', [stored(1), stored(2, { item: 'x' })], { lost: 0, doubled: 0, changed: 1 }],
  ['another event', [stored(1), stored(2, { name: 'page_viewed' })], { lost: 0, doubled: 0, changed: 1 }],
])('compareClicks sees %s', (_name, found, expected) => {
  expect(compareClicks(clicks, found)).toEqual(expected)
})
