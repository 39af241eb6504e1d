import type { Code } from './codes.ts'

/** One thing wrong with a file, told so that it can be found and put right. */
export interface Problem {
  severity: 'error' | 'warning'
  code: Code
  /** A whole sentence: what is wrong. */
  message: string
  /** JSON pointer, `/segments/vip/who`. */
  pointer: string
  /** The way to the enclosing thing that has a name: `segments > vip`. */
  path: string
  /** From 1; the column counts UTF-16 units, as editors do. */
  line: number
  column: number
  /** How many characters to underline, on that line. */
  length: number
  /** A remedy: `Did you mean "product_viewed"?`. */
  help?: string
}

/** A finding before it has a place in the text. */
export interface Finding {
  code: Code
  path: (string | number)[]
  message: string
  help?: string | undefined
  /** Underline the key of the path's last step instead of its value. */
  isAboutKey?: boolean
}
