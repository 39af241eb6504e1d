import { fromBase64Url } from './digest.ts'
import { verifyHmac } from './hmac.ts'
import { ApiError } from './problem.ts'

export interface ProofCheck {
  /** As sent: ours or a JWT. */
  proof: unknown
  shop: string
  /** Whom the request says it is; a JWT names its user itself. */
  userId?: string | undefined
  /** The shop's identity secrets: the one in use, and those being replaced. */
  secrets: readonly string[]
  now: number
}

/** Our own form: `p1.<expiry in epoch seconds>.<base64url of a SHA-256 MAC>`. */
const OWN = /^p1\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/
const JWT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/
/** Far more than any header and five claims take. */
const MAX_LENGTH = 4096

/**
 * The user id that the shop's server vouches for. 401 for a proof that is forged, expired, or made for another shop
 * or user: a page that believes it is logged in must not go on as somebody unknown without noticing.
 */
export async function verifyProof(check: ProofCheck): Promise<string> {
  const { proof } = check
  if (typeof proof === 'string' && proof.length <= MAX_LENGTH) {
    const own = OWN.exec(proof)
    if (own) return verifyOwn(check, own[1]!, own[2]!)
    const jwt = JWT.exec(proof)
    if (jwt) return verifyJwt(check, jwt[1]!, jwt[2]!, jwt[3]!)
  }
  throw refused('A proof is `p1.<expiry>.<mac>` or a JWT signed with HS256; see docs/identity.md')
}

async function verifyOwn(
  { shop, userId, secrets, now }: ProofCheck,
  expiry: string,
  mac: string,
): Promise<string> {
  if (userId === undefined) throw refused('A `p1` proof needs the `userId` it was made for')
  if (userId.includes('\n')) throw refused('A user id with a line break cannot be proved')
  await checkMac(secrets, `${shop}\n${userId}\n${expiry}`, mac)
  checkExpiry(Number(expiry), now)
  return userId
}

/** The algorithm is ours to choose, never the token's (RFC 8725, section 3.1); `crit` names what we do not know. */
async function verifyJwt(check: ProofCheck, header: string, payload: string, mac: string): Promise<string> {
  const { shop, userId, secrets, now } = check
  const { alg, crit } = readPart(header)
  if (alg !== 'HS256' || crit !== undefined)
    throw refused('A JWT must be signed with HS256 and have no `crit` header')
  await checkMac(secrets, `${header}.${payload}`, mac)
  const { sub, aud, exp, nbf } = readPart(payload)
  if (typeof sub !== 'string' || sub === '' || sub.length > 256)
    throw refused('`sub` of the JWT is the user id, a text')
  if (userId !== undefined && sub !== userId) throw refused('The JWT was made for another user id')
  if (aud !== shop && !(Array.isArray(aud) && aud.includes(shop)))
    throw refused(`\`aud\` of the JWT must be \`${shop}\``)
  checkExpiry(exp, now)
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1000 <= now))
    throw refused('The JWT is not valid yet')
  return sub
}

async function checkMac(secrets: readonly string[], text: string, mac: string): Promise<void> {
  const bytes = fromBase64Url(mac)
  for (const secret of secrets) {
    if (secret && bytes && (await verifyHmac(secret, text, bytes))) return
  }
  throw refused('The proof is not signed with this shop’s identity secret for this user')
}

function checkExpiry(expiry: unknown, now: number): void {
  if (typeof expiry !== 'number' || !Number.isFinite(expiry)) throw refused('The proof says no expiry')
  if (expiry * 1000 <= now) throw refused('The proof has expired; ask the shop’s server for a new one')
}

function readPart(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(fromBase64Url(part)),
    )
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Falls through: whatever is wrong with it, it is not a JWT.
  }
  throw refused('The JWT cannot be read')
}

function refused(message: string): ApiError {
  return new ApiError(401, 'invalid-proof', message)
}
