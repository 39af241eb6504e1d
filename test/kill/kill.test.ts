import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { killRounds } from './kill-rounds.ts'
import { killAtSteps, STEPS } from './kill-steps.ts'

test('ten times SIGKILL under sixteen writers loses nothing and doubles nothing', async () => {
  const statePath = mkdtempSync(join(tmpdir(), 'vicino-kill-'))
  onTestFinished(() => rmSync(statePath, { recursive: true, force: true }))
  const { acknowledged, people, stored, retried, ...faults } = await killRounds({
    rounds: 10,
    statePath,
    // Some as deployed, where a kill finds more that still waits to be sent.
    intervals: (round) => (round >= 7 ? 'production' : 'short'),
  })
  expect(faults).toEqual({
    rounds: 10,
    lost: [],
    doubled: [],
    unfolded: [],
    audiences: [],
    statistics: [],
    log: [],
  })
  expect(Math.min(people, retried)).toBeGreaterThan(10)
  expect(Math.min(acknowledged, stored)).toBeGreaterThan(200)
})

test('a SIGKILL at any step of a merge or split loses nothing, doubles nothing, and leaves nobody in between', async () => {
  const statePath = mkdtempSync(join(tmpdir(), 'vicino-kill-'))
  onTestFinished(() => rmSync(statePath, { recursive: true, force: true }))
  expect(await killAtSteps(statePath)).toEqual({ steps: STEPS.length, faults: [] })
})
