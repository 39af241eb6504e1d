import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const LAUNCHER = 'tools/cli/vicino.mjs'

test('the command runs on the Node that starts it', () => {
  const { status, stdout } = spawnSync(process.execPath, [LAUNCHER, 'explain', 'C112'], { encoding: 'utf8' })
  expect(stdout).toMatch(/^C112 /)
  expect(status).toBe(0)
})

test('a Node that cannot read TypeScript hands over to the one the project brings, exit code included', () => {
  const blind = ['--no-experimental-strip-types', LAUNCHER, 'explain', 'C999']
  const { status, stderr } = spawnSync(process.execPath, blind, { encoding: 'utf8' })
  expect(stderr).toContain('There is no code C999')
  expect(status).toBe(2)
})
