import { isHighSurrogate } from './utf8-length.ts'

/** The first `length` characters of a text at most, never half of a surrogate pair. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text
  return text.slice(0, isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length)
}
