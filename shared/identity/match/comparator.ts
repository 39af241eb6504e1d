/**
 * How one kind of value is read and compared. Comparing gives a level: 0 is full agreement, the last is difference.
 * What a level is worth is learned from the records, never written down here.
 */
export interface Comparator {
  /** Each level in words, after the name of the field: "surname *agrees exactly*". */
  readonly levels: readonly string[]
  /** The normalised value; undefined = missing, or not of this kind. */
  read(text: string): string | undefined
  /** The level of two normalised values. */
  compare(a: string, b: string): number
  /** Coarser forms, by name, that two records of one person are likely to share. */
  keys(value: string): readonly string[]
}
