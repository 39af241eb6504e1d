import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { killRounds } from './kill-rounds.ts'

test('ten times SIGKILL under sixteen writers loses nothing and doubles nothing', async () => {
  const statePath = mkdtempSync(join(tmpdir(), 'vicino-kill-'))
  onTestFinished(() => rmSync(statePath, { recursive: true, force: true }))
  const { acknowledged, people, stored, retried, ...faults } = await killRounds({ rounds: 10, statePath })
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
