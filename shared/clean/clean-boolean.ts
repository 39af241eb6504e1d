import { cleanText } from './clean-text.ts'

const YES = words('1 true yes y on si sì sí tak t ja j oui o x ✓ ✔ wahr vero vrai prawda')
const NO = words('0 false no n off nie nein non ✗ ✘ falsch falso faux fałsz')

/** Yes or no, however a form or a spreadsheet says it; undefined for anything else. */
export function cleanBoolean(value: unknown): boolean | undefined {
  const word = cleanText(value, 'lower')
  if (word === undefined) return undefined
  return YES.has(word) ? true : NO.has(word) ? false : undefined
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}
