import { expect, test } from 'vitest'
import { editDistance } from '../../../../../shared/identity/match/edit-distance.ts'
import { jaroWinkler } from '../../../../../shared/identity/match/jaro-winkler.ts'
import { soundex } from '../../../../../shared/identity/match/soundex.ts'

// The pairs and figures that Winkler's papers print.
test.each([
  ['martha', 'marhta', 0.9611],
  ['dwayne', 'duane', 0.84],
  ['dixon', 'dicksonx', 0.8133],
  ['shackleford', 'shackelford', 0.9818],
  ['jones', 'johnson', 0.8324],
  ['same', 'same', 1],
  ['abc', 'xyz', 0],
  ['', 'abc', 0],
])('jaroWinkler(%s, %s)', (a, b, expected) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3)
  expect(jaroWinkler(b, a)).toBeCloseTo(expected, 3)
})

test.each([
  ['smith', 'smith', 0],
  ['smith', 'smyth', 1],
  ['smith', 'simth', 1],
  ['smith', 'smit', 1],
  ['1804974', '1840974', 1],
  ['kitten', 'sitting', 3],
  ['axbbbbbbyc', 'azbbbbbbwc', 2],
])('editDistance(%s, %s)', (a, b, expected) => {
  expect(editDistance(a, b, 5)).toBe(expected)
  expect(editDistance(b, a, 5)).toBe(expected)
})

test('editDistance stops above the most that is asked for', () => {
  expect(editDistance('kitten', 'sitting', 2)).toBe(3)
  expect(editDistance('a', 'abcdef', 2)).toBe(3)
})

test.each([
  ['robert', 'r163'],
  ['rupert', 'r163'],
  ['ashcraft', 'a261'],
  ['tymczak', 't522'],
  ['pfister', 'p236'],
  ['lee', 'l000'],
  ['42', ''],
])('soundex(%s)', (word, code) => expect(soundex(word)).toBe(code))
