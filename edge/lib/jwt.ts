import {
  type CompactJWSHeaderParameters,
  type CryptoKey,
  compactVerify,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWK,
} from 'jose'
import type { PublicKey } from '../../shared/schema/config/proof-setup.ts'
import { toBytes } from './digest.ts'
import type { IdentitySecret } from './identity-secrets.ts'
import { logLine } from './log.ts'

export interface JwtKeys {
  /** Good for HS256 alone. */
  secrets: readonly IdentitySecret[]
  /** Good for the algorithm of their kind alone. */
  publicKeys: readonly PublicKey[]
}

export type VerifiedJwt =
  | { claims: Record<string, unknown>; signedBy: 'secret' | 'public key' }
  | { refused: string }

/** What a kind of key is good for; a token that asks for anything else is refused whatever it is signed with. */
const ALGORITHMS = { RSA: ['RS256'], EC: ['ES256'], OKP: ['EdDSA', 'Ed25519'] } as const
const SECRET_ALGORITHM = 'HS256'
const KNOWN: readonly string[] = [SECRET_ALGORITHM, ...Object.values(ALGORITHMS).flat()]

/**
 * The claims of a JWT that one of the shop's keys signed. The algorithm belongs to the key, never to the token (RFC
 * 8725, section 3.1); addresses of keys in a header (`jku`, `x5u`, `jwk`) are not looked at, and `crit` is refused.
 */
export async function verifyJwt(token: string, { secrets, publicKeys }: JwtKeys): Promise<VerifiedJwt> {
  const header = readHeader(token)
  if (!header?.alg || !KNOWN.includes(header.alg))
    return { refused: `A JWT must be signed with one of ${KNOWN.join(', ')}` }
  if (header.crit !== undefined) return { refused: 'A JWT may have no `crit` header' }
  const isSecret = header.alg === SECRET_ALGORITHM
  const keys = isSecret ? secretsFor(header, secrets) : await keysFor(header, publicKeys)
  if (keys.length === 0) {
    return {
      refused: isSecret
        ? 'This shop has no identity secret that holds'
        : `The setup has no key${header.kid === undefined ? '' : ' of the JWT’s `kid`'} for ${header.alg} in \`proofs.keys\` that holds; a token names its key in \`kid\``,
    }
  }
  for (const key of keys) {
    const payload = await signedPayload(token, key, header.alg)
    if (payload === 'other key') continue
    const claims = payload && readObject(payload)
    return claims
      ? { claims, signedBy: isSecret ? 'secret' : 'public key' }
      : { refused: 'The JWT cannot be read' }
  }
  return {
    refused: `The JWT is not signed with ${isSecret ? 'this shop’s identity secret' : 'the key it names'}`,
  }
}

/** The last moment of a key: a day counts whole, and where no offset is named it is UTC. Epoch ms. */
export function keyEndsAt({ until }: Pick<PublicKey, 'until'>): number {
  if (until === undefined) return Number.POSITIVE_INFINITY
  if (!until.includes('T')) return Date.parse(`${until}T23:59:59.999Z`)
  return Date.parse(/Z|[+-]\d\d:\d\d$/.test(until) ? until : `${until}Z`)
}

function secretsFor({ kid }: CompactJWSHeaderParameters, secrets: readonly IdentitySecret[]): Uint8Array[] {
  const named = secrets.filter(({ id }) => id === kid)
  return (named.length > 0 ? named : secrets).map(({ secret }) => toBytes(secret))
}

async function keysFor(
  { alg, kid }: CompactJWSHeaderParameters,
  publicKeys: readonly PublicKey[],
): Promise<CryptoKey[]> {
  const fitting = publicKeys.filter(
    (key) =>
      (ALGORITHMS[key.kty] as readonly string[]).includes(alg) && (kid === undefined || key.kid === kid),
  )
  const imported = await Promise.all(fitting.map((key) => importKey(key, alg)))
  return imported.filter((key) => key !== null)
}

/** Keys come with the shop's record, which stays the same object in memory until it is read anew. */
const ready = new WeakMap<PublicKey, Promise<CryptoKey | null>>()

function importKey(key: PublicKey, alg: string): Promise<CryptoKey | null> {
  const known = ready.get(key)
  if (known) return known
  const made = (importJWK(numbersOf(key), alg) as Promise<CryptoKey>).catch((error: unknown) => {
    logLine('warn', { at: 'proof.key', key: key.kid, error })
    return null // a point that is on no curve: the setup's check sees only its length
  })
  ready.set(key, made)
  return made
}

function numbersOf(key: PublicKey): JWK {
  switch (key.kty) {
    case 'RSA':
      return { kty: key.kty, n: key.n, e: key.e }
    case 'EC':
      return { kty: key.kty, crv: key.crv, x: key.x, y: key.y }
    case 'OKP':
      return { kty: key.kty, crv: key.crv, x: key.x }
  }
}

async function signedPayload(
  token: string,
  key: CryptoKey | Uint8Array,
  alg: string,
): Promise<Uint8Array | 'other key' | undefined> {
  try {
    return (await compactVerify(token, key, { algorithms: [alg] })).payload
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'other key'
    return undefined // not a JWS at all; which of its parts is wrong helps nobody
  }
}

function readHeader(token: string): CompactJWSHeaderParameters | undefined {
  try {
    return decodeProtectedHeader(token) as CompactJWSHeaderParameters
  } catch {
    return undefined // no JSON in it
  }
}

function readObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes),
    )
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Falls through: signed or not, it is no set of claims.
  }
  return undefined
}
