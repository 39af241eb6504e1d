import type { ImportKind } from './kinds.ts'
import type { DateFormat } from './read-date.ts'

/** How a file is to be read, beside where its columns go. */
export interface ImportSettings extends DateFormat {
  kind: ImportKind
  /** The system it comes from, such as `shopify`: rows of two systems never stand for each other. */
  source: string
  /** ISO 4217, for amounts that name no currency. */
  currency: string
  decimal?: ',' | '.' | undefined
  /** Epoch ms of the state that the file describes, for rows that carry no date. */
  at: number
  /** A field's texts → what they stand for: `{ "status": { "Spedito": "completed" } }`. */
  values?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
}

/** What a cell's text stands for, by the mapping's word; the text itself where it says nothing. */
export function meant({ values }: ImportSettings, field: string, text: string): string {
  const words = values?.[field]
  return words && Object.hasOwn(words, text) ? words[text]! : text
}
