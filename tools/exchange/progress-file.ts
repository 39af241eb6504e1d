import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { FilePlan } from './plan-file.ts'

/** How far an import has come; stands beside the first input until all is sent. */
export interface Progress {
  importId: string
  /** What was imported and how; other files or another mapping make other chunks. */
  fingerprint: string
  /** Chunks below this are done. */
  next: number
  /** Chunks that are done above it. */
  done: number[]
}

export function progressFile(plans: readonly FilePlan[]): string {
  return `${plans[0]!.file}.vicino-progress.json`
}

/** What was noted of this very import; undefined where there is none, or it is of other files. */
export function readProgress(file: string, fingerprint: string): Progress | undefined {
  if (!existsSync(file)) return undefined
  try {
    const progress = JSON.parse(readFileSync(file, 'utf8')) as Progress
    return progress.fingerprint === fingerprint ? progress : undefined
  } catch {
    return undefined // half a note is none: rows have ids, so beginning anew is slow and nothing worse
  }
}

/** Written aside and moved, so that a crash leaves the note before it. */
export function writeProgress(file: string, progress: Progress): void {
  writeFileSync(`${file}.new`, JSON.stringify(progress))
  renameSync(`${file}.new`, file)
}

export function dropProgress(file: string): void {
  rmSync(file, { force: true })
}

/** One more chunk is done. */
export function withDone({ next, done, ...rest }: Progress, number: number): Progress {
  const above = new Set([...done, number])
  let first = next
  while (above.delete(first)) first += 1
  return { ...rest, next: first, done: [...above] }
}

export function isDone({ next, done }: Progress, number: number): boolean {
  return number < next || done.includes(number)
}
