/** What a value is read against: the shop's own currency, country and languages. */
export interface CleanContext {
  /** ISO 4217: what an amount without a currency is in. */
  currency: string
  /** ISO 3166, two letters: decides between day and month, and the code of a phone number. Absent = not known. */
  country?: string | undefined
  /** Languages in which countries may be named, besides English. */
  languages?: readonly string[] | undefined
}
