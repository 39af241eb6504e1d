const TAG = /(W\/)?("[\u0021\u0023-\u007e\u0080-\u00ff]*")/g

/** What a conditional header names: any version there is, or these strong ETags. Weak ones never match strongly. */
export type EntityTags = 'any' | readonly string[]

/** Reads `If-Match` (RFC 9110, 13.1.1), compared strongly: `*`, or a list of ETags. */
export function strongTags(header: string): EntityTags {
  if (header.trim() === '*') return 'any'
  return [...header.matchAll(TAG)].filter(([, weak]) => !weak).map(([, , tag]) => tag!)
}

/** Whether `If-None-Match` (RFC 9110, 13.1.2) says that the sender has this version; compared weakly. */
export function hasSeen(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || [...header.matchAll(TAG)].some(([, , tag]) => tag === etag)
}
