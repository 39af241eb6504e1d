import { ApiError } from '../../../lib/problem.ts'

/** Rows of one request; orders among them may have several lines each. */
const MOST_ROWS = 5000

/** The lines of NDJSON that are not blank, numbered from 1; 413 for too many. */
export function forEachLine(text: string, take: (json: string, line: number) => void): void {
  let count = 0
  let line = 0
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    line += 1
    const json = text.slice(at, stop).trim()
    at = stop + 1
    if (json === '') continue
    count += 1
    refuseTooMany(count)
    take(json, line)
  }
}

/** Undefined = not JSON. */
export function parseLine(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

export function refuseTooMany(count: number): void {
  if (count > MOST_ROWS)
    throw new ApiError(413, 'too-many-rows', `A request takes at most ${MOST_ROWS} rows; send several`)
}
