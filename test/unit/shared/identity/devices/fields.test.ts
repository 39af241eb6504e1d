import { expect, test } from 'vitest'
import type { DeviceTrace } from '../../../../../shared/identity/devices/device.ts'
import { deviceTable } from '../../../../../shared/identity/devices/device-table.ts'
import { DEVICE_FIELDS } from '../../../../../shared/identity/devices/fields.ts'
import { MISSING } from '../../../../../shared/identity/match/table.ts'

const trace = (id: string, what: Partial<DeviceTrace> = {}): DeviceTrace => ({
  id,
  networks: {},
  products: {},
  categories: {},
  ...what,
})

/** Says in words how two devices agree in a field, among some others; undefined = nothing can be said. */
function agreement(
  field: string,
  a: Partial<DeviceTrace>,
  b: Partial<DeviceTrace>,
  others: DeviceTrace[] = [],
) {
  const { levels, compare } = DEVICE_FIELDS.find(({ name }) => name === field)!
  const table = deviceTable([trace('a', a), trace('b', b), ...others])
  const [one, other] = ['a', 'b'].map((id) => table.devices.find((device) => device.trace.id === id)!)
  const level = compare(one!, other!, table)
  expect(compare(other!, one!, table)).toBe(level)
  return level === MISSING ? undefined : levels[level]
}

/** As many strangers in a network. */
const crowd = (network: string, count: number) =>
  Array.from({ length: count }, (_, i) => trace(`other-${i}`, { networks: { [network]: [1] } }))

test.each([
  [0, 'are shared by a few'],
  [8, 'are shared by a house'],
  [20, 'are shared by a street'],
  [50, 'are shared by many'],
  [500, 'differ'],
])('a network with %i others: places %s', (others, words) => {
  const at = { networks: { home: [1, 2] } }
  expect(agreement('places', at, at, crowd('home', others))).toBe(words)
})

test('a second place counts only where both places are visited in the same time', () => {
  const both = { networks: { home: [1, 50], work: [10, 40] } }
  expect(agreement('a second place', both, both)).toBe('is shared')
  const moved = { networks: { home: [1, 10], 'home with a new address': [20, 50] } }
  expect(agreement('a second place', moved, moved)).toBe('is not')
  expect(agreement('a second place', { networks: { home: [1] } }, both)).toBeUndefined()
})

test.each([
  [[1, 2, 3, 4], [1, 2, 3, 4], 'are mostly the same'],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 13, 14, 15, 16, 17, 18, 19, 20], 'are often the same'],
  [[1, 2, 3], [3, 5, 6], 'are sometimes the same'],
  [[1, 2, 3], [4, 5, 6], 'differ'],
  [[1, 2], [1, 2], undefined],
])('seen at %j and %j: times %s', (a, b, words) => {
  expect(agreement('times', { networks: { home: a } }, { networks: { home: b } })).toBe(words)
})

test('the same hours of the day in other weeks are the same habits', () => {
  const evenings = (week: number) => [20, 44, 68, 92].map((hour) => week * 168 + hour)
  const mornings = [7, 31, 55, 79]
  expect(agreement('habits', { networks: { x: evenings(1) } }, { networks: { y: evenings(2) } })).toBe(
    'are the same',
  )
  expect(agreement('habits', { networks: { x: evenings(1) } }, { networks: { y: mornings } })).toBe('differ')
})

test.each([
  ['it-IT', 'it-it', 'is the same'],
  ['en-GB', 'en-US', 'is the same in another region'],
  ['it', 'de', 'differs'],
])('%s and %s: language %s', (a, b, words) => {
  expect(agreement('language', { language: a }, { language: b })).toBe(words)
  expect(agreement('language', { language: a }, {})).toBeUndefined()
})

test('products count by their rarity, and only where they are taken up again within days', () => {
  const rest = Array.from({ length: 200 }, (_, i) => trace(`other-${i}`, { products: { everybody: 1 } }))
  const seen = { products: { rare: 10, rarer: 30, everybody: 40 } }
  const again = (hours: number) => ({ products: { rare: 10 + hours, rarer: 30 + hours, everybody: 40 } })
  expect(agreement('products', seen, again(0), rest)).toBe('are taken up again often')
  expect(agreement('products', seen, again(48), rest)).toBe('are taken up again')
  expect(agreement('products', seen, again(200), rest)).toBe('differ')
  expect(agreement('products', { products: { rare: 1 } }, seen, rest)).toBeUndefined()
})
