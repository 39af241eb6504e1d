/** The part of the platform's URL parser used here; every runtime of ours has it. */
declare const URL: { new (address: string): { hostname: string }; canParse(address: string): boolean }

/** Boxes that nobody's own mail goes to: what forms and tests send where an address should be. */
const TEST_BOXES: ReadonlySet<string> = new Set(
  `test tester testing noemail no-email no_email noreply no-reply no_reply donotreply do-not-reply none null nobody
  undefined anonymous anon dummy fake asdf placeholder unknown`.split(/\s+/),
)

/** What may stand before the @: no white space and nothing that needs quotes, RFC 5321 section 4.1.2. */
const BOX = /^[^\s<>()[\],;:\\"@]+$/u
/** What a URL reads as the end of a host or decodes in it; a domain has none of it. */
const NOT_IN_DOMAIN = /[\s/?#@:\\%[\]]/u
const DOMAIN = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.(?!\d+$)[a-z0-9-]+$/

/** Whose ways of writing one box many ways a shop wants to see through: domains, or `*` for all. */
export interface SameBox {
  /** Domains where a.da@ is ada@. */
  dots?: readonly string[] | undefined
  /** Domains where ada+shoes@ is ada@. */
  tags?: readonly string[] | undefined
}

/**
 * One address as one text: NFC and lower case before the @, the domain as DNS knows it (UTS #46, so `Bücher.example` is
 * `xn--bcher-kva.example`). Dots and plus tags stay: whether they lead to the same box, only the provider knows.
 * Undefined = no e-mail address.
 */
export function normaliseEmail(text: string): string | undefined {
  const at = text.lastIndexOf('@')
  const box = text.slice(0, at).normalize('NFC').toLowerCase().normalize('NFC')
  if (at < 1 || !BOX.test(box)) return undefined
  const domain = asciiDomain(text.slice(at + 1))
  return domain && `${box}@${domain}`
}

/** The box behind a normalised address where the shop says so: without dots, without what follows a plus. */
export function sameBox(email: string, { dots = [], tags = [] }: SameBox): string {
  const [box, domain] = splitEmail(email)
  const isAmong = (domains: readonly string[]) => domains.includes('*') || domains.includes(domain)
  const untagged = isAmong(tags) ? box.replace(/(?<=.)\+.*$/u, '') : box
  const plain = isAmong(dots) ? untagged.replaceAll('.', '') : untagged
  return plain === '' ? email : `${plain}@${domain}`
}

/** Whether a normalised address is one that stands for nobody. */
export function isTestAddress(email: string): boolean {
  return TEST_BOXES.has(splitEmail(email)[0])
}

function splitEmail(email: string): [box: string, domain: string] {
  const at = email.lastIndexOf('@')
  return [email.slice(0, at), email.slice(at + 1)]
}

function asciiDomain(domain: string): string | undefined {
  const bare = domain.replace(/\.$/, '')
  if (NOT_IN_DOMAIN.test(bare) || !URL.canParse(`http://${bare}`)) return undefined
  const { hostname } = new URL(`http://${bare}`)
  return DOMAIN.test(hostname) ? hostname : undefined
}
