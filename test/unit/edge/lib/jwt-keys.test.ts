import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyProof } from '../../../../edge/lib/proof.ts'
import type { ShopRecord } from '../../../../edge/lib/shop-record.ts'
import type { PublicKey } from '../../../../shared/schema/config/proof-setup.ts'
import { shopRecord } from './fixtures.ts'

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

const NOW = Date.parse('2026-11-22T12:00:00Z')
const LATER = NOW / 1000 + 600
const DAY = 86_400

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ED = generateKeyPairSync('ed25519')
const OTHER = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const jwk = (key: KeyObject, kid: string, more: object = {}) =>
  ({ ...key.export({ format: 'jwk' }), kid, ...more }) as PublicKey
const KEYS = [jwk(RSA.publicKey, 'rsa'), jwk(EC.publicKey, 'ec'), jwk(ED.publicKey, 'ed')]
const ISSUER = 'https://id.boots.example'
const SHOP = shopRecord({ proofs: { keys: KEYS, issuer: ISSUER } })

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const SIGN: Record<string, (text: string) => Buffer> = {
  RS256: (text) => sign('sha256', Buffer.from(text), RSA.privateKey),
  ES256: (text) => sign('sha256', Buffer.from(text), { key: EC.privateKey, dsaEncoding: 'ieee-p1363' }),
  EdDSA: (text) => sign(null, Buffer.from(text), ED.privateKey),
  other: (text) => sign('sha256', Buffer.from(text), { key: OTHER.privateKey, dsaEncoding: 'ieee-p1363' }),
  // The public key is known to all: as the secret of an HMAC it must be worth nothing.
  'HMAC of the public key': (text) =>
    createHmac('sha256', RSA.publicKey.export({ type: 'spki', format: 'pem' }))
      .update(text)
      .digest(),
  'HMAC of the JWK': (text) => createHmac('sha256', String(KEYS[0]!.kid)).update(text).digest(),
  'identity secret': (text) => createHmac('sha256', 'is_current').update(text).digest(),
  nothing: () => Buffer.alloc(0),
}

const token = (by: string, header: object, claims: object = {}) => {
  const signed = `${part({ typ: 'JWT', ...header })}.${part({ sub: 'u1', aud: 'boots', iss: ISSUER, exp: LATER, ...claims })}`
  return `${signed}.${SIGN[by]!(signed).toString('base64url')}`
}
const verify = (proof: string, shop: ShopRecord = SHOP, userId: string | undefined = 'u1') =>
  verifyProof({ proof, shop, userId, now: NOW })
const refusal = (message: RegExp) => ({
  status: 401,
  code: 'invalid-proof',
  message: expect.stringMatching(message),
})

describe('a JWT signed with a key of the setup', () => {
  test.each([
    ['RS256', 'rsa'],
    ['ES256', 'ec'],
    ['EdDSA', 'ed'],
  ])('%s holds, with its `kid` or without', async (alg, kid) => {
    expect(await verify(token(alg, { alg, kid }))).toBe('u1')
    expect(await verify(token(alg, { alg }))).toBe('u1')
  })

  test('Ed25519 is another name for EdDSA', async () => {
    expect(await verify(token('EdDSA', { alg: 'Ed25519', kid: 'ed' }))).toBe('u1')
  })

  test('HS256 still belongs to the identity secret', async () => {
    expect(await verify(token('identity secret', { alg: 'HS256', kid: 'k1' }))).toBe('u1')
    expect(await verify(token('identity secret', { alg: 'HS256', kid: 'their own name' }))).toBe('u1')
  })

  test.each([
    ['the day it ends', '2026-11-22', true],
    ['the day after', '2026-11-21', false],
    ['the minute it ends', '2026-11-22T12:00', true],
    ['the minute after', '2026-11-22T11:59', false],
    ['the minute it ends, elsewhere', '2026-11-22T13:00+01:00', true],
    ['the minute after, elsewhere', '2026-11-22T12:59+01:00', false],
  ])('a retiring key on %s', async (_when, until, holds) => {
    const shop = shopRecord({ proofs: { keys: [jwk(EC.publicKey, 'ec', { until })] } })
    const proved = verify(token('ES256', { alg: 'ES256', kid: 'ec' }), shop)
    if (holds) expect(await proved).toBe('u1')
    else await expect(proved).rejects.toMatchObject(refusal(/has no key/))
  })

  test.each<[string, string, object, object, RegExp]>([
    ['alg none', 'nothing', { alg: 'none' }, {}, /signed with one of/],
    ['alg NONE', 'nothing', { alg: 'NONE' }, {}, /signed with one of/],
    ['no alg', 'ES256', {}, {}, /signed with one of/],
    ['no signature', 'nothing', { alg: 'ES256', kid: 'ec' }, {}, /not signed/],
    ['the public key as a secret', 'HMAC of the public key', { alg: 'HS256', kid: 'rsa' }, {}, /not signed/],
    ['a key’s id as a secret', 'HMAC of the JWK', { alg: 'HS256', kid: 'rsa' }, {}, /not signed/],
    ['a secret where a key is named', 'identity secret', { alg: 'RS256', kid: 'rsa' }, {}, /not signed/],
    ['another kind of key', 'ES256', { alg: 'ES256', kid: 'rsa' }, {}, /no key/],
    ['a longer hash', 'RS256', { alg: 'RS512', kid: 'rsa' }, {}, /signed with one of/],
    ['a key of somebody else', 'other', { alg: 'ES256', kid: 'ec' }, {}, /not signed/],
    ['an unknown id', 'ES256', { alg: 'ES256', kid: 'EC' }, {}, /no key/],
    ['a key of its own', 'other', { alg: 'ES256', jwk: jwk(OTHER.publicKey, 'x') }, {}, /not signed/],
    ['an address of keys', 'other', { alg: 'ES256', jku: 'https://evil.example/keys' }, {}, /not signed/],
    ['crit', 'ES256', { alg: 'ES256', kid: 'ec', crit: ['exp'] }, {}, /crit/],
    ['an unencoded payload', 'ES256', { alg: 'ES256', kid: 'ec', b64: false, crit: ['b64'] }, {}, /crit/],
    ['another shop', 'ES256', { alg: 'ES256' }, { aud: 'hats' }, /`aud`/],
    ['a list of other shops', 'ES256', { alg: 'ES256' }, { aud: ['hats', 'boots '] }, /`aud`/],
    ['another issuer', 'ES256', { alg: 'ES256' }, { iss: 'https://evil.example' }, /`iss`/],
    ['no issuer', 'ES256', { alg: 'ES256' }, { iss: undefined }, /`iss`/],
    ['another user', 'ES256', { alg: 'ES256' }, { sub: 'u2' }, /another user/],
    ['a number as user', 'ES256', { alg: 'ES256' }, { sub: 1 }, /`sub`/],
    ['no expiry', 'ES256', { alg: 'ES256' }, { exp: undefined }, /no expiry/],
    ['expired', 'ES256', { alg: 'ES256' }, { exp: NOW / 1000 }, /expired/],
    ['made ahead of time', 'ES256', { alg: 'ES256' }, { iat: NOW / 1000 + 61 }, /clock/],
    ['not valid yet', 'ES256', { alg: 'ES256' }, { nbf: NOW / 1000 + 61 }, /clock/],
    ['an nbf that is a text', 'ES256', { alg: 'ES256' }, { nbf: '0' }, /clock/],
    ['too long a life', 'ES256', { alg: 'ES256' }, { exp: NOW / 1000 + 8 * DAY }, /longer than 7d/],
    ['milliseconds for seconds', 'ES256', { alg: 'ES256' }, { exp: NOW + 600_000 }, /seconds/],
    ['infinite life', 'ES256', { alg: 'ES256' }, { exp: 1e308 }, /longer/],
  ])('is refused: %s', async (_what, by, header, claims, message) => {
    await expect(verify(token(by, header, claims))).rejects.toMatchObject(refusal(message))
  })

  test('a clock that is a little ahead does no harm', async () => {
    const soon = NOW / 1000 + 59
    expect(await verify(token('ES256', { alg: 'ES256' }, { iat: soon, nbf: soon }))).toBe('u1')
  })

  test('the setup may let proofs hold shorter', async () => {
    const shop = shopRecord({ proofs: { keys: KEYS, longest: '5m' } })
    await expect(verify(token('ES256', { alg: 'ES256' }), shop)).rejects.toMatchObject(
      refusal(/longer than 5m/),
    )
  })

  test('a key that is none holds nothing, and breaks nothing', async () => {
    const broken = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43), kid: 'broken' } as const
    const shop = shopRecord({ proofs: { keys: [broken, ...KEYS] } })
    expect(await verify(token('ES256', { alg: 'ES256' }), shop)).toBe('u1')
    await expect(verify(token('ES256', { alg: 'ES256', kid: 'broken' }), shop)).rejects.toMatchObject({
      status: 401,
    })
  })

  test('keys of another shop are worth nothing here', async () => {
    const here = shopRecord({ proofs: { keys: [jwk(OTHER.publicKey, 'ec')] } })
    await expect(verify(token('ES256', { alg: 'ES256', kid: 'ec' }), here)).rejects.toMatchObject({
      status: 401,
    })
  })
})

describe('a proof of nobody', () => {
  test.each([
    'null',
    ' NULL ',
    'undefined',
    '0',
    'anonymous',
    '{{user.id}}',
    'ＮＵＬＬ',
    'nu\u200bll',
    '\u212Aate',
  ])('%j does not hold, however well it is signed', async (sub) => {
    const jwt = token('ES256', { alg: 'ES256' }, { sub })
    await expect(verifyProof({ proof: jwt, shop: SHOP, now: NOW })).rejects.toMatchObject({ status: 401 })
  })

  test('nor one of what the shop blocks', async () => {
    const shop = { ...SHOP, identity: { identifiers: { user_id: { block: ['kiosk-*'] } } } }
    const jwt = token('ES256', { alg: 'ES256' }, { sub: 'Kiosk-7' })
    await expect(verifyProof({ proof: jwt, shop, now: NOW })).rejects.toMatchObject(
      refusal(/stands for nobody/),
    )
  })
})

test('an accent is the same user, a homoglyph is not', async () => {
  const jwt = token('ES256', { alg: 'ES256' }, { sub: 'Mich\u00e9le' })
  expect(await verify(jwt, SHOP, 'Miche\u0301le')).toBe('Mich\u00e9le')
  await expect(verify(token('ES256', { alg: 'ES256' }, { sub: 'аda' }), SHOP, 'ada')).rejects.toMatchObject({
    status: 401,
  })
})
