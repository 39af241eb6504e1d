import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { checkConfig, checkSetup } from '../../shared/schema/config/check.ts'
import type { Checked } from './report.ts'
import { CommandError, type Terminal } from './terminal.ts'

export const CONFIG_FILE = 'vicino.config.jsonc'
export const SETUP_FILE = 'vicino.setup.jsonc'

export type DocumentKind = 'config' | 'setup'

/** Which of the two languages a file is written in; its name says so. */
export function kindOf(file: string): DocumentKind {
  return /\bsetup\b/.test(basename(file)) ? 'setup' : 'config'
}

export function readText(file: string, terminal: Terminal): string {
  if (file === '-') return terminal.readInput()
  try {
    return readFileSync(resolve(terminal.cwd, file), 'utf8')
  } catch (error) {
    throw new CommandError(
      isMissing(error) ? missing(file) : `${file} cannot be read: ${(error as Error).message}`,
    )
  }
}

export function writeText(file: string, text: string, { cwd }: Terminal): void {
  try {
    writeFileSync(resolve(cwd, file), text)
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${(error as Error).message}`)
  }
}

export function isThere(file: string, { cwd }: Terminal): boolean {
  return existsSync(resolve(cwd, file))
}

export function checkFile(file: string, terminal: Terminal): Checked {
  const text = readText(file, terminal)
  const { problems } = kindOf(file) === 'setup' ? checkSetup(text) : checkConfig(text, { now: terminal.now })
  return { file, text, problems }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

function missing(file: string): string {
  return file === CONFIG_FILE
    ? `There is no ${file} here; vicino init writes a first one.`
    : `There is no file ${file}.`
}
