import type { IdentifierHashes } from '../../lib/identifier-hash.ts'

/** What is asked of the bucket of a hash. */
export type BucketOf = (hash: string) => {
  lookup(hash: string): Promise<string | null>
  find(hash: string): Promise<{ profile: string | null; erasedAt: number | null }>
  claim(hash: string, candidate: string, eventTime: number): Promise<string | null>
}

/**
 * The profile that is known by an identifier, or null. The exact key goes first, then what earlier versions made of the
 * value, then the wider key: who is known by the very value comes before who only shares a box with it.
 */
export async function lookupIdentifier(
  { hash, earlier, loose }: IdentifierHashes,
  bucketOf: BucketOf,
): Promise<string | null> {
  for (const each of [hash, ...earlier, ...(loose === undefined ? [] : [loose])]) {
    const profile = await bucketOf(each).lookup(each)
    if (profile !== null) return profile
  }
  return null
}

/**
 * The profile of an identifier; `candidate` becomes it where nobody is known, by any of its keys. From then on the
 * identifier is found by the keys of today. Null: it belongs to a person erased since `eventTime` (epoch ms).
 */
export async function claimIdentifier(
  { hash, earlier, loose }: IdentifierHashes,
  { candidate, eventTime }: { candidate: string; eventTime: number },
  bucketOf: BucketOf,
): Promise<string | null> {
  const claim = (each: string, profile: string) => bucketOf(each).claim(each, profile, eventTime)
  if (earlier.length === 0 && loose === undefined) return claim(hash, candidate)
  let known: string | null = null
  for (const each of [hash, ...earlier, ...(loose === undefined ? [] : [loose])]) {
    const found = await bucketOf(each).find(each)
    if (found.erasedAt !== null && eventTime <= found.erasedAt) return null
    known ??= found.profile
  }
  const profile = await claim(hash, known ?? candidate)
  if (profile !== null && loose !== undefined) await claim(loose, profile)
  return profile
}
