import { expect, test } from 'vitest'
import { bucketOf, fnv1a } from '../../../../shared/lib/hash.ts'

// Landon Curt Noll's test vectors, http://www.isthe.com/chongo/tech/comp/fnv/
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
  ['chongo was here!\n', 0xd49930d5],
])('fnv1a(%j)', (text, expected) => {
  expect(fnv1a(text)).toBe(expected)
})

test('other characters are hashed as UTF-8', () => {
  const bytes = new TextEncoder().encode('żółć € 😀')
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  expect(fnv1a('żółć € 😀')).toBe(hash >>> 0)
})

test('buckets fill evenly', () => {
  const counts = new Array<number>(64).fill(0)
  for (let index = 0; index < 64_000; index++)
    counts[bucketOf(`p_${(index * 2654435761).toString(16)}`, 64)]! += 1
  expect(Math.min(...counts)).toBeGreaterThan(800)
  expect(Math.max(...counts)).toBeLessThan(1200)
})
