import { normaliseEmail } from '../identity/normalise-email.ts'
import { cleanText } from './clean-text.ts'

/** An address as identities know it, without `mailto:` or a name around it; undefined for anything else. */
export function cleanEmail(value: unknown): string | undefined {
  const text = cleanText(value)
  if (text === undefined) return undefined
  return normaliseEmail((/<([^<>]+)>$/.exec(text)?.[1] ?? text).replace(/^mailto:/i, '').trim())
}
