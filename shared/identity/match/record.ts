/** One record to match: a key that means nothing, and texts by column. Empty texts are missing. */
export interface MatchRecord {
  id: string
  values: Readonly<Record<string, string>>
  /** An id that only one person has, from a trusted source: two different ones are never joined. */
  uniqueId?: string
}
