import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipText } from '../../../../shared/lib/clip-text.ts'
import { jsonPointer } from '../../../../shared/lib/json-pointer.ts'
import { fitsInBytes, utf8Length } from '../../../../shared/lib/utf8-length.ts'

test('utf8Length counts what an encoder writes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
    }),
    { numRuns: 500, seed: 7 },
  )
})

test.each([
  ['a'.repeat(10), 10, true],
  ['a'.repeat(11), 10, false],
  ['é'.repeat(5), 10, true],
  ['é'.repeat(6), 10, false],
  ['😀'.repeat(3), 11, false],
])('fitsInBytes(%s, %i)', (text, limit, expected) => {
  expect(fitsInBytes(text, limit)).toBe(expected)
})

test.each([
  ['short', 10, 'short'],
  ['longer', 4, 'long'],
  ['ab😀', 3, 'ab'],
  ['ab😀', 4, 'ab😀'],
])('clipText(%s, %i)', (text, length, expected) => {
  expect(clipText(text, length)).toBe(expected)
})

test('jsonPointer escapes as RFC 6901 says', () => {
  expect(jsonPointer([])).toBe('')
  expect(jsonPointer(['a/b', 0, 'm~n', ''])).toBe('/a~1b/0/m~0n/')
})
