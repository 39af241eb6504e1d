/** How many tests held and how many did not. */
export interface Tally {
  passed: number
  failed: number
}

export const failedTally: Tally = { passed: 0, failed: 1 }

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed }
}

/**
 * Counts of a vitest JSON report. A run that failed without a failing test (a file that does not load, an
 * unhandled rejection) counts as one failure, so that it is never reported as "0 failed".
 */
export function tallyOf(report: unknown, exitStatus: number | null): Tally {
  const { numPassedTests = 0, numFailedTests = 0 } = (report ?? {}) as Record<string, number | undefined>
  const failed = exitStatus === 0 ? numFailedTests : Math.max(numFailedTests, 1)
  return { passed: numPassedTests, failed }
}
