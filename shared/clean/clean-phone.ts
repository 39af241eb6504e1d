import { normalisePhone } from '../identity/normalise-phone.ts'
import type { CleanContext } from './clean-context.ts'
import { cleanText } from './clean-text.ts'

/** E.164 as identities know it; a number without a country's code is read in the shop's, and without that not at all. */
export function cleanPhone(value: unknown, { country }: Pick<CleanContext, 'country'>): string | undefined {
  const text = cleanText(value)
  if (text === undefined) return undefined
  const reading = normalisePhone(text, country)
  return 'key' in reading ? reading.key : undefined
}
