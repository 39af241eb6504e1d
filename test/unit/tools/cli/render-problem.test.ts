import { expect, test } from 'vitest'
import { checkConfig } from '../../../../shared/schema/config/check.ts'
import { colourPaint } from '../../../../tools/cli/paint.ts'
import { renderProblem } from '../../../../tools/cli/render-problem.ts'

const SHOP = `{ "shop": { "currency": "EUR", "timezone": "Europe/Rome", "languages": ["it"] },`

test('a problem reads as what, where, the line with the fault underlined, and a remedy', () => {
  const text = [
    SHOP,
    '',
    '  // Who looks at shoes',
    '  "segments": {',
    '    "shoe-lovers": {',
    '      "who":',
    '        { "did": "product_view", "where": { "category": "shoes" }, "within": "14d" }',
    '    }',
    '  }',
    '}',
  ].join('\n')
  const { problems } = checkConfig(text, { known: { events: { product_viewed: 41_208 } } })
  const error = problems.find(({ severity }) => severity === 'error')!
  expect(`\n${renderProblem(error, { file: 'shop.config.jsonc', lines: text.split('\n') })}`).toBe(`
error C104  There is no event called "product_view".
  --> shop.config.jsonc:7:18   segments > shoe-lovers
   |
 7 |        { "did": "product_view", "where": { "category": "shoes" }, "within": "14d" }
   |                 ^^^^^^^^^^^^^^
   = Did you mean "product_viewed"?  (seen 41,208 times in the last 30 days)
`)
})

const problem = {
  severity: 'warning',
  code: 'C302',
  message: 'It is over.',
  pointer: '/a',
  path: '',
  line: 1,
  column: 3,
  length: 2,
} as const

test('the margin grows with the line number, and what is not known is left out', () => {
  const lines = Array.from({ length: 120 }, () => '0123456789')
  expect(`\n${renderProblem({ ...problem, line: 120 }, { file: 'f', lines })}`).toBe(`
warning C302  It is over.
    --> f:120:3
     |
 120 |0123456789
     |  ^^
`)
})

test('a tab and a control character take one column, so that the caret stays below the fault', () => {
  const rendered = renderProblem(problem, { file: 'f', lines: ['\t\u001b[31mx'] })
  expect(rendered).toContain(' 1 | �[31mx\n   |  ^^')
})

test('a long line is cut around the fault', () => {
  const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`
  const rendered = renderProblem({ ...problem, column: 501, length: 4 }, { file: 'f', lines: [line] })
  const [excerpt, carets] = rendered.split('\n').slice(3)
  expect(excerpt!.length).toBeLessThan(140)
  expect(excerpt!.slice(carets!.indexOf('^'), carets!.lastIndexOf('^') + 1)).toBe('HERE')
  expect(excerpt).toMatch(/\|….*…$/)
})

test('a fault at the end of the file is underlined though nothing is there', () => {
  expect(renderProblem({ ...problem, line: 9, column: 1, length: 1 }, { file: 'f', lines: ['x'] })).toContain(
    ' 9 |\n   |^',
  )
})

test('colours surround the words and change none of them', () => {
  const painted = renderProblem(problem, { file: 'f', lines: ['0123'], paint: colourPaint })
  const plain = renderProblem(problem, { file: 'f', lines: ['0123'] })
  expect(painted).toContain('\u001b[33mwarning C302\u001b[0m')
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(plain)
})
