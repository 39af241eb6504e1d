import { expect, test } from 'vitest'
import { CsvError, csvLine, parseCsv } from '../../../../tools/eval/csv.ts'

test.each([
  ['plain', 'a,b\n1,2\n', [{ a: '1', b: '2' }]],
  ['no line break at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
  ['CRLF and a byte order mark', '\uFEFFa,b\r\n1,2\r\n', [{ a: '1', b: '2' }]],
  ['quotes around commas, quotes and breaks', 'a,b\n"1,""x""\ny",2\n', [{ a: '1,"x"\ny', b: '2' }]],
  [
    'empty cells, the last one too',
    'a,b\n,\n1,',
    [
      { a: '', b: '' },
      { a: '1', b: '' },
    ],
  ],
  ['an empty line says nothing', 'a,b\n\n1,2\n\n', [{ a: '1', b: '2' }]],
])('parseCsv: %s', (_name, text, rows) => expect(parseCsv(text).rows).toEqual(rows))

test.each([
  ['', /empty/],
  ['a,b\n1\n', /Row 2 has 1 cells, the header 2/],
  ['a,b\n"1,2\n', /Row 2/],
])('parseCsv refuses %j', (text, message) => {
  expect(() => parseCsv(text)).toThrow(CsvError)
  expect(() => parseCsv(text)).toThrow(message)
})

test('csvLine is read back', () => {
  const cells = ['1,"x"\ny', '', 'plain']
  expect(Object.values(parseCsv(csvLine(['a', 'b', 'c']) + csvLine(cells)).rows[0]!)).toEqual(cells)
})
