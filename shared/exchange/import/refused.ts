/** Why a row cannot be taken, and in which of its columns. Leaves the reading of one row, never this folder. */
export class Refused extends Error {
  override readonly name = 'Refused'
  /** A field's name; the file's own name for it is put in its place where the row is refused. */
  readonly field: string | undefined

  constructor(field: string | undefined, reason: string) {
    super(reason)
    this.field = field
  }
}

/** A row of a file that was not taken. */
export interface RefusedRow {
  /** Of the file, from 1: the header is line 1. */
  line: number
  /** As the file names it; empty where the row as a whole is at fault. */
  column: string
  reason: string
}
