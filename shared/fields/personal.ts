/** Fields whose very name says that their values are about a person, in the languages of the shops we know. */
const PERSONAL_NAME = new RegExp(
  [
    'e[-_]?mail|\\bmail|phone|telef|\\btel\\b|_tel\\b|mobile|cell|handy|whatsapp',
    '(?:^|[_.])(?:user|full|first|last|middle|family|given|sur|nick|maiden|customer|contact|recipient)?[_-]?name$',
    'vorname|nachname|nome$|cognome|imi[eę]|nazwisko|pr[eé]nom|(?:^|[_.])nom$|nombre|apellido|achternaam',
    'address|street|strasse|straße|indirizzo|ulica|adres|zip|postal|postcode|\\bcap$|plz',
    'birth|\\bdob\\b|nascita|urodz|geburt|\\bage\\b|gender|ethnic|relig|health',
    'iban|\\bbic\\b|card|cvv|tax_?id|\\bvat|fiscal|pesel|passport|ssn|licen[cs]e',
    'passw|token|secret|auth|cookie|session|api_?key|signature|fingerprint|device_?id|advertising',
    '(?:^|[_.])ip(?:$|_)|ip_?address|user_?agent|lat(?:itude)?$|lon(?:gitude)?$|lng$|geo|location',
    '(?:user|customer|client|person|member|visitor|anonymous|account|profile|contact|order|transaction|cart|checkout)_?(?:id|key|number|no|nr)$',
    'message|comment|note|feedback|review|gift|search|query|url|href|path|referrer|title|text$|body$',
  ].join('|'),
  'i',
)

const EMAIL = /[^\s@]@[^\s@]+\.[^\s@]/
const PHONE = /^\+?[\d\s()./-]{7,20}$/
/** Five digits in a row, also grouped: numbers of people, orders, cards. */
const LONG_DIGITS = /\d(?:[\s.-]?\d){4}/
const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}/i
/** Letters and digits through one another, or a long run without a space: ids, keys, hashes, JWTs. */
const TOKEN = /(?=\S*\d)(?=\S*\p{L})[^\s/]{12,}|\S{25,}/u
const LONGEST_EXAMPLE = 40

export function looksLikeEmail(text: string): boolean {
  if (!text.includes('@') && !text.includes('%40')) return false
  return EMAIL.test(text) || /%40\w+\./.test(text)
}

export function looksLikePhone(text: string): boolean {
  return PHONE.test(text) && (text.match(/\d/g)?.length ?? 0) >= 7
}

/** A shop's events have the same fields over and over. */
const MOST_NAMES = 5000
const personalNames = new Map<string, boolean>()

/** Does the name of a field say that its values are about somebody? */
export function isPersonalName(path: string): boolean {
  const known = personalNames.get(path)
  if (known !== undefined) return known
  const isPersonal = saysPersonal(path)
  if (personalNames.size >= MOST_NAMES) personalNames.clear()
  personalNames.set(path, isPersonal)
  return isPersonal
}

function saysPersonal(path: string): boolean {
  const name = path
    .replace(/\[\]/g, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .replace(/[\s-]/g, '_')
  return PERSONAL_NAME.test(name)
}

/** A key that is itself a piece of data, such as an address or an id: the field's name is what it stands in. */
export function isPersonalKey(key: string): boolean {
  // Most keys are words, and no pattern below fits one.
  if (/^[a-z_]{1,24}$/i.test(key)) return false
  return looksLikeEmail(key) || LONG_DIGITS.test(key) || UUID.test(key) || TOKEN_KEY.test(key)
}

const TOKEN_KEY = /^(?=.*\d.*\p{L}.*\d)(?=.*\p{L}.*\d.*\p{L})[^_\s-]{16,}$/u

/**
 * Whether a value may ever be shown as an example of its field. Short, and nothing that looks like a person's:
 * no address, no number of five digits, no key, no two capitalised words, which a name may be.
 */
export function isHarmless(path: string, text: string): boolean {
  if (text === '' || text.length > LONGEST_EXAMPLE || isPersonalName(path)) return false
  if (looksLikeEmail(text) || LONG_DIGITS.test(text) || UUID.test(text) || TOKEN.test(text)) return false
  // What is stated of a person may be a name in one word.
  if (path.startsWith('traits.') && /^\p{Lu}\p{Ll}+$/u.test(text)) return false
  return !/\p{Lu}\p{Ll}+[\s-]+(?:\S+\s+)*\p{Lu}/u.test(text) && !/[\p{Cc}\p{Cs}<>]/u.test(text)
}
