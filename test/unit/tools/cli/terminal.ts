import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Terminal } from '../../../../tools/cli/terminal.ts'

/** A terminal in a folder of its own that keeps what was written to it. */
export function fakeTerminal(files: Record<string, string> = {}, change: Partial<Terminal> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'vicino-cli-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  const written = { out: '', error: '' }
  const terminal: Terminal = {
    cwd,
    env: {},
    isTerminal: false,
    now: Date.parse('2026-11-22T12:00:00Z'),
    fetch: () => Promise.reject(new Error('this test has no network')),
    readInput: () => '',
    write: (text) => {
      written.out += text
    },
    writeError: (text) => {
      written.error += text
    },
    ...change,
  }
  return { terminal, written }
}
