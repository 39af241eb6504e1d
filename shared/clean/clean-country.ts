import { cleanText } from './clean-text.ts'
import { ALPHA_2 } from './country-codes.ts'

/** What people write and no list of names has; `UK` is reserved for it in ISO 3166. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    uk: 'GB',
    'great britain': 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    usa: 'US',
    'u.s.a.': 'US',
    'u.s.': 'US',
    america: 'US',
    'united states of america': 'US',
    holland: 'NL',
    'czech republic': 'CZ',
    'south korea': 'KR',
    russia: 'RU',
    vatican: 'VA',
    'the netherlands': 'NL',
  }),
)

const CODES: ReadonlySet<string> = new Set(ALPHA_2.values())
const namesIn = new Map<string, ReadonlyMap<string, string>>()

/** A two-letter ISO 3166 code from a code of two or three letters, or a name in English or one of `languages`. */
export function cleanCountry(value: unknown, languages: readonly string[] = []): string | undefined {
  const text = cleanText(value, 'lower')
  if (text === undefined) return undefined
  const other = OTHER_NAMES.get(text)
  if (other) return other
  const code = text.toUpperCase()
  if (CODES.has(code)) return code
  const short = ALPHA_2.get(code)
  if (short) return short
  for (const language of ['en', ...languages]) {
    const found = names(language).get(plain(text))
    if (found) return found
  }
  return undefined
}

/** Names → codes in one language, made once. */
function names(language: string): ReadonlyMap<string, string> {
  const known = namesIn.get(language)
  if (known) return known
  const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const made = new Map([...CODES].map((code) => [plain(display.of(code) ?? code), code]))
  namesIn.set(language, made)
  return made
}

/** Accents and `&` are the first thing a form loses. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/&/g, 'and').replace(/[’']/g, "'")
}
