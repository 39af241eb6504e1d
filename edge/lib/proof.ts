import { isNobody, textKey } from '../../shared/identity/identifier-key.ts'
import { durationMs } from '../../shared/lib/duration.ts'
import { PROOF_LIFE } from '../../shared/schema/config/proof-setup.ts'
import { fromBase64Url } from './digest.ts'
import { verifyHmac } from './hmac.ts'
import { liveSecrets } from './identity-secrets.ts'
import { keyEndsAt, verifyJwt } from './jwt.ts'
import { ApiError } from './problem.ts'
import { identifiersOf } from './shop-identifiers.ts'
import type { ShopRecord } from './shop-record.ts'

export interface ProofCheck {
  /** As sent: ours or a JWT. */
  proof: unknown
  shop: Pick<ShopRecord, 'id' | 'identitySecrets' | 'identity' | 'proofs'>
  /** Whom the request says it is; a JWT names its user itself. */
  userId?: string | undefined
  /** Epoch ms. */
  now: number
}

/** Our own form: `p1.<expiry in epoch seconds>.<base64url of a SHA-256 MAC>`. */
const OWN = /^p1\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/
const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/
/** Far more than any header and five claims take, signed with RSA. */
const MAX_LENGTH = 4096
/** How far the clock of the shop's server may be ahead of ours. */
const SKEW_MS = 60_000

/**
 * The user id that the shop's server vouches for. 401 for a proof that is forged, expired, holds too long, or was made
 * for another shop or user: a page that believes it is logged in must not go on as somebody unknown without noticing.
 */
export async function verifyProof(check: ProofCheck): Promise<string> {
  const userId = await provenUser(check)
  // A template that nobody filled is signed as readily as an id, and would make one person of all who see the page.
  if (isNobody('user_id', userId, identifiersOf(check.shop)))
    throw refused('The proof is for an id that stands for nobody; make one only for who is logged in')
  return userId
}

function provenUser(check: ProofCheck): Promise<string> {
  const { proof } = check
  if (typeof proof === 'string' && proof.length <= MAX_LENGTH) {
    const own = OWN.exec(proof)
    if (own) return verifyOwn(check, own[1]!, own[2]!)
    if (JWT.test(proof)) return verifyToken(check, proof)
  }
  throw refused('A proof is `p1.<expiry>.<mac>` or a signed JWT; see docs/identity.md')
}

async function verifyOwn(check: ProofCheck, expiry: string, mac: string): Promise<string> {
  const { shop, userId, now } = check
  if (userId === undefined) throw refused('A `p1` proof needs the `userId` it was made for')
  if (userId.includes('\n')) throw refused('A user id with a line break cannot be proved')
  await checkMac(check, `${shop.id}\n${userId}\n${expiry}`, mac)
  checkExpiry(Number(expiry), shop, now)
  return userId
}

async function verifyToken({ proof, shop, userId, now }: ProofCheck, token = String(proof)): Promise<string> {
  const verified = await verifyJwt(token, {
    secrets: liveSecrets(shop.identitySecrets, now),
    publicKeys: (shop.proofs?.keys ?? []).filter((key) => now <= keyEndsAt(key)),
  })
  if ('refused' in verified) throw refused(verified.refused)
  const { sub, aud, iss, exp, nbf, iat } = verified.claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 256)
    throw refused('`sub` of the JWT is the user id, a text')
  if (userId !== undefined && textKey(sub) !== textKey(userId))
    throw refused('The JWT was made for another user id')
  if (aud !== shop.id && !(Array.isArray(aud) && aud.includes(shop.id)))
    throw refused(`\`aud\` of the JWT must be \`${shop.id}\``)
  const issuer = shop.proofs?.issuer
  if (issuer !== undefined && verified.signedBy === 'public key' && iss !== issuer)
    throw refused('`iss` of the JWT must be the `proofs.issuer` of the setup')
  checkExpiry(exp, shop, now)
  for (const [name, time] of Object.entries({ nbf, iat })) {
    if (time !== undefined && !(typeof time === 'number' && time * 1000 <= now + SKEW_MS))
      throw refused(`The JWT is not valid yet: its \`${name}\` lies ahead; is the server’s clock right?`)
  }
  return sub
}

async function checkMac({ shop, now }: ProofCheck, text: string, mac: string): Promise<void> {
  const bytes = fromBase64Url(mac)
  for (const { secret } of liveSecrets(shop.identitySecrets, now)) {
    if (bytes && (await verifyHmac(secret, text, bytes))) return
  }
  throw refused('The proof is not signed with this shop’s identity secret for this user')
}

/** Who holds a proof can log in as that person, so none holds for ever. */
function checkExpiry(expiry: unknown, { proofs }: ProofCheck['shop'], now: number): void {
  if (typeof expiry !== 'number' || !Number.isFinite(expiry)) throw refused('The proof says no expiry')
  if (expiry * 1000 <= now) throw refused('The proof has expired; ask the shop’s server for a new one')
  const longest = (proofs?.longest && durationMs(proofs.longest)) || PROOF_LIFE.usual
  if (expiry * 1000 > now + longest + SKEW_MS)
    throw refused(
      `The proof holds longer than ${proofs?.longest ?? '7d'}; make it short-lived (expiry is in seconds)`,
    )
}

function refused(message: string): ApiError {
  return new ApiError(401, 'invalid-proof', message)
}
