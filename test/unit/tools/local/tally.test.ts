import { expect, test } from 'vitest'
import { tallyOf } from '../../../../tools/local/tally.ts'

test.each([
  ['every test passed', { numPassedTests: 12, numFailedTests: 0 }, 0, { passed: 12, failed: 0 }],
  ['two tests failed', { numPassedTests: 10, numFailedTests: 2 }, 1, { passed: 10, failed: 2 }],
  ['a file did not load', { numPassedTests: 12, numFailedTests: 0 }, 1, { passed: 12, failed: 1 }],
  ['vitest fell over', undefined, 1, { passed: 0, failed: 1 }],
  ['vitest was killed', undefined, null, { passed: 0, failed: 1 }],
  ['a project without tests', undefined, 0, { passed: 0, failed: 0 }],
])('tallyOf: %s', (_name, report, status, expected) => {
  expect(tallyOf(report, status)).toEqual(expected)
})
