import { clipText } from './clip-text.ts'

/** Longest pointer we answer with: a hostile item should not choose how long our reply is. */
const MAX_LENGTH = 256

/** RFC 6901 pointer of a path; cut with `…` where it would grow beyond reason. */
export function jsonPointer(path: readonly (string | number)[]): string {
  let pointer = ''
  for (const step of path) {
    pointer += `/${typeof step === 'number' ? step : step.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (pointer.length > MAX_LENGTH) return `${clipText(pointer, MAX_LENGTH)}…`
  }
  return pointer
}
