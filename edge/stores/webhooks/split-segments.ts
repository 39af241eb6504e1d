import type { ProfileUpdated } from './contract.ts'

/** Characters of names in one part. */
const MOST_CHARACTERS = 20_000
const LISTS = ['segments', 'joined', 'left'] as const

/**
 * A change of segments as events that a queue takes: mostly one, as it is. Long lists are handed out over several,
 * which are numbered, so that a receiver knows when it has all; each name stands in one of them.
 */
export function splitSegments(data: ProfileUpdated): ProfileUpdated[] {
  const empty = (): ProfileUpdated => ({ profile: data.profile, segments: [], joined: [], left: [] })
  const parts = [empty()]
  let length = 0
  for (const list of LISTS)
    for (const name of data[list]) {
      length += JSON.stringify(name).length + 1
      if (length > MOST_CHARACTERS) {
        parts.push(empty())
        length = JSON.stringify(name).length + 1
      }
      parts.at(-1)![list].push(name)
    }
  if (parts.length === 1) return [data]
  return parts.map((part, index) => ({ ...part, part: index + 1, parts: parts.length }))
}
