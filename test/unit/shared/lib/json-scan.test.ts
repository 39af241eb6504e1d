import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanJson } from '../../../../shared/lib/json-scan.ts'

const slices = (text: string, list = 'batch') =>
  scanJson(text, { list }).items?.map(({ start, end }) => text.slice(start, end))

test.each([
  ['spaces around items are not theirs', '{"batch":[ 1 ,\n{"a" : 2}\t]}', ['1', '{"a" : 2}']],
  ['brackets and quotes in strings', '{"batch":["],[\\"","{}"]}', ['"],[\\""', '"{}"']],
  ['an empty list', '{"batch":[ ]}', []],
  ['no list', '{"events":[1]}', undefined],
  ['the name on a deeper level does not count', '{"x":{"batch":[1]}}', undefined],
  ['not an array', '{"batch":{"a":[1]}}', undefined],
  ['of a repeated key the last stands', '{"batch":[1],"batch":[2,3]}', ['2', '3']],
  ['a repeated key that is no list', '{"batch":[1],"batch":null}', undefined],
  ['a key written with escapes', '{"b\\u0061tch":[1]}', ['1']],
  ['literals', '{"batch":[true,null,-1e5]}', ['true', 'null', '-1e5']],
  ['keys around the list', '{"a":[[1]],"batch":[2],"z":{"batch":[3]}}', ['2']],
  ['a list at the top', '[{"batch":[1]}]', undefined],
])('items: %s', (_name, text, expected) => {
  expect(slices(text)).toEqual(expected)
})

test('slices parse to what the whole parses to', () => {
  const spaced = (value: unknown, space: number) => JSON.stringify(value, null, space)
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.array(fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 0, max: 3 }),
      (before, batch, after, space) => {
        const text = spaced({ ...before, batch, ...after }, space)
        const whole = JSON.parse(text)
        const found = slices(text)
        if (!Array.isArray(whole.batch)) return expect(found).toBeUndefined()
        expect(found?.map((slice) => JSON.parse(slice))).toEqual(whole.batch)
      },
    ),
    { numRuns: 300, seed: 7 },
  )
})

test('text that is not JSON gives some answer and no exception', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '\\u', 'a', '"batch"', ' ', '1')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      scanJson(pieces.join(''), { list: 'batch' })
    }),
    { numRuns: 2000, seed: 7 },
  )
})

const deep = (levels: number) => '['.repeat(levels - 1) + ']'.repeat(levels - 1)
const wide = (keys: number) => `{${Array.from({ length: keys }, (_, index) => `"k${index}":0`).join()}}`

test.each([
  ['64 levels', `{"a":${deep(64)}}`, undefined],
  ['65 levels', `{"a":${deep(65)}}`, 'depth'],
  ['1,000 keys', wide(1000), undefined],
  ['1,001 keys', wide(1001), 'keys'],
  ['keys of inner objects count', `{"a":${wide(500)},"b":${wide(499)}}`, 'keys'],
  ['a high surrogate alone', '{"a":"\\ud83d"}', 'surrogate'],
  ['a low surrogate alone', '{"a":"x\\uDE00y"}', 'surrogate'],
  ['two high surrogates', '{"a":"\\ud83d\\ud83d\\ude00"}', 'surrogate'],
  ['a surrogate in a key', '{"\\ud83d":1}', 'surrogate'],
  ['a pair', '{"a":"\\ud83d\\ude00 😀"}', undefined],
  ['an escaped backslash before u', '{"a":"\\\\ud83d"}', undefined],
  ['__proto__', '{"a":{"__proto__":1}}', 'reserved-key'],
  ['__proto__ in disguise', '{"a":{"\\u005f_proto__":1}}', 'reserved-key'],
  ['constructor', '{"constructor":{}}', 'reserved-key'],
  ['__proto__ as a value', '{"a":"__proto__"}', undefined],
])('problems: %s', (_name, item, kind) => {
  expect(scanJson(item).problem?.kind).toBe(kind)
  expect(scanJson(`{"batch":[1,${item},2]}`, { list: 'batch' }).items?.[1]?.problem?.kind).toBe(kind)
})

test('a problem belongs to its item alone', () => {
  const scan = scanJson(`{"batch":[{"a":1},{"x":[0,{"p/q~":"\\ud800"}]},${wide(1000)},${wide(1000)}]}`, {
    list: 'batch',
  })
  expect(scan.problem).toBeUndefined()
  expect(scan.items?.map(({ problem }) => problem)).toEqual([
    undefined,
    { kind: 'surrogate', pointer: '/x/1/p~1q~0' },
    undefined,
    undefined,
  ])
})

test('a problem around the items is the body’s', () => {
  const scan = scanJson('{"batch":[{"a":1}],"context":{"__proto__":{}}}', { list: 'batch' })
  expect(scan.problem).toEqual({ kind: 'reserved-key', pointer: '/context/__proto__' })
  expect(scan.items?.[0]?.problem).toBeUndefined()
})

test('the pointer of a hostile item stays short', () => {
  const item = `{"${'k'.repeat(30_000)}":"\\ud800"}`
  expect(scanJson(item).problem!.pointer.length).toBeLessThan(300)
})
