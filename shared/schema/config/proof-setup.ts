import * as z from 'zod'
import { durationMs } from '../../lib/duration.ts'
import type { Finding } from './problem.ts'
import { strict } from './strict.ts'
import { Duration, Moment } from './values.ts'

const BASE64URL = /^[A-Za-z0-9_-]+$/
const Bytes = z.string().max(4096).regex(BASE64URL, 'C103 Expected base64url without padding, as in a JWK.')
/** A coordinate or key of 32 bytes. */
const Point = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'C103 Expected 32 bytes in base64url, as in a JWK.')
/** 2048 bits or more, RFC 7518 section 3.3. */
const Modulus = Bytes.min(342, 'C103 An RSA key needs 2048 bits or more.')

/** What any JWK may carry and is of no use here, and when we stop to believe the key. */
const common = {
  kid: z.string().min(1).max(100),
  use: z.literal('sig').optional(),
  key_ops: z.array(z.literal('verify')).optional(),
  x5c: z.array(z.string()).optional(),
  x5t: z.string().optional(),
  'x5t#S256': z.string().optional(),
  /** The last day, or the moment, in UTC where it names no offset. */
  until: Moment.optional(),
}

/** Public keys alone: their kind fixes the one algorithm they are good for. */
const PublicKey = z.discriminatedUnion(
  'kty',
  [
    strict({ kty: z.literal('RSA'), alg: z.literal('RS256').optional(), n: Modulus, e: Bytes, ...common }),
    strict({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      alg: z.literal('ES256').optional(),
      x: Point,
      y: Point,
      ...common,
    }),
    strict({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      alg: z.enum(['EdDSA', 'Ed25519']).optional(),
      x: Point,
      ...common,
    }),
  ],
  {
    error:
      'C103 Expected a public key as in a JWK Set: RSA (RS256), EC with P-256 (ES256) or OKP with Ed25519 (EdDSA).',
  },
)
export type PublicKey = z.infer<typeof PublicKey>

/** Who else may vouch for a login, and for how long at most. */
export const ProofSetup = strict({
  keys: z.array(PublicKey).max(10).optional(),
  issuer: z.string().min(1).max(256).optional(),
  longest: Duration.optional(),
})
export type ProofSetup = z.infer<typeof ProofSetup>

const HOUR = 3_600_000
/** The bounds of `longest`, in ms. */
export const PROOF_LIFE = { least: HOUR / 60, most: 31 * 24 * HOUR, usual: 7 * 24 * HOUR }

/** Members of a JWK that are secret: RFC 7518 section 6. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** A private key in a file that many read is out, whatever else is wrong with the file. */
export function privateKeyFindings(proofs: unknown): Finding[] {
  const keys = (proofs as { keys?: unknown } | null | undefined)?.keys
  if (!Array.isArray(keys)) return []
  return keys.flatMap((key: unknown, index) =>
    PRIVATE.filter((name) => typeof key === 'object' && key !== null && Object.hasOwn(key, name))
      .slice(0, 1)
      .map((name) => ({
        code: 'C119' as const,
        path: ['proofs', 'keys', index, name],
        message: `"${name}" is the secret half of the key.`,
        help: 'Replace this key with a new one, and write only its public half here.',
        isAboutKey: true,
      })),
  )
}

export function proofFindings({ keys = [], longest }: ProofSetup = {}): Finding[] {
  const ids = keys.map(({ kid }) => kid)
  const twice: Finding[] = ids.flatMap((kid, index) =>
    ids.indexOf(kid) === index
      ? []
      : [{ code: 'C119', path: ['proofs', 'keys', index, 'kid'], message: `Two keys have the id "${kid}".` }],
  )
  const ms = longest === undefined ? PROOF_LIFE.usual : durationMs(longest)!
  if (ms >= PROOF_LIFE.least && ms <= PROOF_LIFE.most) return twice
  return [
    ...twice,
    { code: 'C103', path: ['proofs', 'longest'], message: 'A proof holds for 1 minute to 31 days.' },
  ]
}
