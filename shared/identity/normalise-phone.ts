import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

export type PhoneReading =
  /** E.164, with `;ext=` of RFC 3966 where the number has an extension: another person may answer there. */
  { key: string } | { reason: string }

/** What people type who do not want to give theirs. */
const MADE_UP = /^0*(\d)\1{5,}$|^0?12345678?9?0?$|^98765432?1?0?$/

/**
 * One phone number as one text. A number without a country's code is read as the people of `country` dial it (ISO
 * 3166-1 alpha-2): `333 1234567` is `+393331234567` in Italy, and without a country no number at all.
 */
export function normalisePhone(text: string, country?: string): PhoneReading {
  const plain = text
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replace(/^\((?=\+)/, '')
    .trim()
  const number = parse(plain, country) ?? parse(plain.replace(/^00/, '+'))
  if (!number) {
    const reason = /^[\d\s()./-]+$/.test(plain) && country === undefined ? NO_COUNTRY : NO_PHONE
    return { reason }
  }
  if (MADE_UP.test(number.nationalNumber)) return { reason: 'this phone number stands for nobody' }
  return { key: number.ext ? `${number.number};ext=${number.ext}` : number.number }
}

const NO_PHONE = 'this is not a phone number; write it as +39 333 1234567'
const NO_COUNTRY =
  'a phone number without its country’s code needs `country` in the setup; or write it as +39 333 1234567'

function parse(text: string, country?: string) {
  const number = parsePhoneNumberFromString(text, {
    ...(country !== undefined && { defaultCountry: country as CountryCode }),
    extract: false,
  })
  return number?.isPossible() ? number : undefined
}
