import { cleanCountry } from '../../clean/clean-country.ts'
import { normaliseEmail } from '../../identity/normalise-email.ts'
import { normalisePhone } from '../../identity/normalise-phone.ts'
import { type ExportPerson, traitText } from './export-person.ts'

/** A cell of an ads list: hashed before it leaves, or in clear where the network asks for that. */
export type ListCell = { hash: string } | { clear: string }

const BLANK: ListCell = { clear: '' }

/** Google Ads, customer match: https://support.google.com/google-ads/answer/7476159 */
export const GOOGLE_HEADER = ['Email', 'Phone', 'First Name', 'Last Name', 'Country', 'Zip'] as const

/** Meta, custom audiences: https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences */
export const META_HEADER = ['email', 'phone', 'fn', 'ln', 'ct', 'st', 'zip', 'country', 'dob', 'gen'] as const

/** Domains where Google reads `a.da@` as `ada@`. */
const DOTLESS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com'])

/**
 * One person for Google: e-mail in lower case, without the dots that gmail ignores; phone in E.164 with its plus;
 * names in lower case; country and postcode in clear. Null where there is neither e-mail nor phone.
 */
export function googleRow(person: ExportPerson, country?: string): ListCell[] | null {
  const email = emailOf(person)
  const phone = phoneOf(person, country)
  if (!email && !phone) return null
  const land = countryOf(person) ?? country
  return [
    hashed(email && withoutDots(email)),
    hashed(phone),
    hashed(nameOf(person, 'first_name')),
    hashed(nameOf(person, 'last_name')),
    land ? { clear: land } : BLANK,
    { clear: traitText(person, 'postcode').trim() },
  ]
}

/**
 * One person for Meta: phone in digits with the country's code and no plus; names and places in lower case without
 * punctuation; everything hashed. Null where there is neither e-mail nor phone.
 */
export function metaRow(person: ExportPerson, country?: string): ListCell[] | null {
  const email = emailOf(person)
  const phone = phoneOf(person, country)
  if (!email && !phone) return null
  const land = countryOf(person) ?? country
  return [
    hashed(email),
    hashed(phone?.replace(/^\+/, '')),
    hashed(plain(nameOf(person, 'first_name'))),
    hashed(plain(nameOf(person, 'last_name'))),
    hashed(plain(traitText(person, 'city').toLowerCase())?.replaceAll(' ', '')),
    hashed(plain(traitText(person, 'region').toLowerCase())?.replaceAll(' ', '')),
    hashed(postcodeOf(person, land)),
    hashed(land?.toLowerCase()),
    hashed(
      /^\d{4}-\d\d-\d\d$/.test(traitText(person, 'birthday'))
        ? traitText(person, 'birthday').replaceAll('-', '')
        : '',
    ),
    hashed(/^(f|m)/i.exec(traitText(person, 'gender').trim())?.[1]?.toLowerCase()),
  ]
}

function hashed(text: string | undefined): ListCell {
  return text ? { hash: text } : BLANK
}

function emailOf(person: ExportPerson): string | undefined {
  return normaliseEmail(traitText(person, 'email').trim())
}

function withoutDots(email: string): string {
  const at = email.lastIndexOf('@')
  return DOTLESS.has(email.slice(at + 1)) ? email.slice(0, at).replaceAll('.', '') + email.slice(at) : email
}

/** Extensions ring at a desk; the networks know the line alone. */
function phoneOf(person: ExportPerson, country?: string): string | undefined {
  const text = traitText(person, 'phone').trim()
  if (text === '') return undefined
  const reading = normalisePhone(text, country)
  return 'key' in reading ? reading.key.split(';')[0] : undefined
}

function countryOf(person: ExportPerson): string | undefined {
  return cleanCountry(traitText(person, 'country'), ['it', 'pl'])
}

function nameOf(person: ExportPerson, name: string): string {
  return traitText(person, name).normalize('NFC').trim().toLowerCase()
}

function plain(text: string): string | undefined {
  return (
    text
      .replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')
      .replace(/\s+/g, ' ')
      .trim() || undefined
  )
}

/** The first five of an American one, and no blanks or dashes in any. */
function postcodeOf(person: ExportPerson, country?: string): string {
  const code = traitText(person, 'postcode').toLowerCase().replace(/[\s-]/g, '')
  return country === 'US' ? code.slice(0, 5) : code
}
