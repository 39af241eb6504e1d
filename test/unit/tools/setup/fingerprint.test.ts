import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint } from '../../../../tools/setup/fingerprint.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint-'))
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'deep/a.ts'), 'one')
  writeFileSync(join(folder, 'b.ts'), 'two')
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['a changed file', () => writeFileSync(join(folder, 'deep/a.ts'), 'three')],
  ['a new file', () => writeFileSync(join(folder, 'deep/c.ts'), '')],
  ['a removed file', () => rmSync(join(folder, 'b.ts'))],
  ['a renamed file', () => renameSync(join(folder, 'b.ts'), join(folder, 'c.ts'))],
])('%s changes the fingerprint', (_name, change) => {
  const before = fingerprint([folder])
  change()
  expect(fingerprint([folder])).not.toBe(before)
})

test('a new date alone does not', () => {
  const before = fingerprint([folder])
  utimesSync(join(folder, 'b.ts'), new Date(0), new Date(0))
  expect(fingerprint([folder])).toBe(before)
})

test('what is not there has a fingerprint too', () => {
  expect(fingerprint([join(folder, 'nowhere')])).toBe(fingerprint([]))
})
