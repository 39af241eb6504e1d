import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, neutralised, restored } from '../../../../../shared/exchange/csv/csv-line.ts'
import { CsvError, CsvReader } from '../../../../../shared/exchange/csv/csv-reader.ts'
import { delimiterOf } from '../../../../../shared/exchange/csv/delimiter.ts'

function read(text: string, delimiter = ',', piece = text.length || 1) {
  const reader = new CsvReader(delimiter)
  const rows = []
  for (let at = 0; at < text.length; at += piece) rows.push(...reader.push(text.slice(at, at + piece)))
  return [...rows, ...reader.end()]
}

describe('reading CSV', () => {
  test.each([
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no last line break',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF and CR',
      'a,b\r\n1,2\r3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['a byte order mark', '\uFEFFa,b\n', [['a', 'b']]],
    ['quotes, doubled quotes and line breaks', '"x ""y""","1\n2,3"\n', [['x "y"', '1\n2,3']]],
    [
      'blank cells',
      ',\n,x\n',
      [
        ['', ''],
        ['', 'x'],
      ],
    ],
    [
      'empty lines are no rows',
      'a,b\n\n\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
  ])('%s', (_name, text, cells) => {
    expect(read(text).map((row) => row.cells)).toEqual(cells)
    expect(read(text, ',', 1).map((row) => row.cells)).toEqual(cells)
  })

  test('a row knows the line of the file that it begins in', () => {
    expect(read('a\n"1\n2"\n\nx\n').map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test('a quote that never closes is named by its line', () => {
    expect(() => read('a\n"1\n2')).toThrow(CsvError)
    expect(() => read(`a\n"${'x'.repeat(1_000_001)}`, ',', 1000)).toThrow('line 2')
  })

  test('what is written is read again, however it is cut', () => {
    const cell = fc.string({ unit: 'binary' }).filter((text) => !text.startsWith('\uFEFF'))
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 1, max: 9 }),
        (table, delimiter, piece) => {
          const text = table.map((cells) => csvLine(cells, delimiter)).join('')
          expect(read(text, delimiter, piece).map(({ cells }) => cells.map(restored))).toEqual(table)
        },
      ),
    )
  })

  test.each([
    ['a;b;c\n1,5;2;3', ';'],
    ['a\tb\n', '\t'],
    ['"a;b;c",d\n', ','],
    ['only\n', ','],
    ['\uFEFFa|b', '|'],
  ])('the delimiter of %j is %j', (text, delimiter) => expect(delimiterOf(text)).toBe(delimiter))
})

describe('formulas', () => {
  test.each([
    '=1+1',
    '+cmd|x',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1+1',
    ' =1',
    "'=1",
    '＋x',
    '+39 333 1',
  ])('%j is made text, and comes back', (cell) => {
    expect(neutralised(cell)).toBe(`'${cell}`)
    expect(restored(neutralised(cell))).toBe(cell)
  })

  test.each(['-12.50', '+3', 'Ada', "d'Este", "'s-Hertogenbosch", '1-2', 'a=b'])(
    '%j is left as it is',
    (cell) => {
      expect(neutralised(cell)).toBe(cell)
      expect(restored(cell)).toBe(cell)
    },
  )

  test('every text survives', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => restored(neutralised(text)) === text))
  })
})
