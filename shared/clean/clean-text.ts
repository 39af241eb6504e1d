import type { LetterCase } from '../schema/field-type.ts'

/** Controls, soft hyphen, zero-width characters, direction marks, BOM: nobody types them on purpose. */
const INVISIBLE = /[\p{Cc}\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu
const LONGEST = 1000

/** A text without what nobody sees: NFC, outer and doubled spaces gone; undefined where nothing is left. */
export function cleanText(value: unknown, letterCase?: LetterCase): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
  const text = String(value)
    .slice(0, LONGEST)
    .normalize('NFC')
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return text === '' ? undefined : inCase(text, letterCase)
}

function inCase(text: string, letterCase: LetterCase | undefined): string {
  if (letterCase === 'lower') return text.toLowerCase()
  if (letterCase === 'upper') return text.toUpperCase()
  return letterCase === 'name' ? nameCase(text) : text
}

/** Only what is all in one case: `McDonald` and `van der Berg` were written by somebody who knows. */
function nameCase(text: string): string {
  if (text !== text.toUpperCase() && text !== text.toLowerCase()) return text
  return text
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
}
