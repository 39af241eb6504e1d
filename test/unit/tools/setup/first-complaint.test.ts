import { expect, test } from 'vitest'
import { firstComplaint } from '../../../../tools/setup/run.mjs'

test.each([
  ['npm', 'npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install …', 'EUSAGE'],
  [
    'wrangler',
    ' ⛅️ wrangler 4.155.0\n───\n\n\x1b[31m✘ \x1b[41;31m[\x1b[41;97mERROR\x1b[41;31m]\x1b[0m No entry point.\x1b[0m\n',
    'No entry point.',
  ],
  [
    'rollup',
    'client/index.ts → dist/client...\n[!] RollupError: Could not resolve "./x.ts"',
    '[!] RollupError: Could not resolve "./x.ts"',
  ],
  ['a tool of few words', '\n  no luck\n', 'no luck'],
  ['silence', '', 'no output'],
])('firstComplaint finds what went wrong: %s', (_name, output, expected) => {
  expect(firstComplaint(output)).toBe(expected)
})
