import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyProof } from '../../../../edge/lib/proof.ts'
import { shopRecord } from './fixtures.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const LATER = NOW / 1000 + 600
const secrets = ['is_current', 'is_previous']

const mac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64url')
const own = ({ shop = 'boots', userId = 'u1', expiry = LATER, secret = 'is_current' } = {}) =>
  `p1.${expiry}.${mac(secret, `${shop}\n${userId}\n${expiry}`)}`
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object = {}, header: object = {}, secret = 'is_current') => {
  const signed = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part({ sub: 'u1', aud: 'boots', exp: LATER, ...claims })}`
  return `${signed}.${mac(secret, signed)}`
}
const verify = (proof: unknown, userId: string | undefined = 'u1', shop = 'boots') =>
  verifyProof({ proof, shop: shopRecord({ id: shop, identitySecrets: secrets }), userId, now: NOW })

describe('holds', () => {
  test.each<[string, string]>([
    ['our own form', own()],
    ['with the secret being replaced', own({ secret: 'is_previous' })],
    ['a JWT', jwt()],
    ['a JWT for several', jwt({ aud: ['hats', 'boots'] })],
    ['a JWT with the previous secret', jwt({}, {}, 'is_previous')],
  ])('%s', async (_name, proof) => {
    expect(await verify(proof)).toBe('u1')
  })

  test('a JWT names its user itself', async () => {
    expect(await verifyProof({ proof: jwt({ sub: 'ada' }), shop: shopRecord(), now: NOW })).toBe('ada')
  })
})

describe('401', () => {
  const [header, , signature] = jwt().split('.')
  test.each<[string, unknown, string?, string?]>([
    ['nothing', ''],
    ['an object', {}],
    ['forged', own({ secret: 'guess' })],
    ['for another user', own(), 'u2'],
    ['of another shop', own({ shop: 'hats' })],
    ['used in another shop', own(), 'u1', 'hats'],
    ['expired', own({ expiry: NOW / 1000 })],
    ['a later expiry than was signed', own().replace(String(LATER), String(LATER + 1))],
    ['without a user', own(), ''],
    ['shop and user shifted', own({ shop: 'boots\nu1', userId: 'x' }), 'u1\nx'],
    ['a JWT, forged', jwt({}, {}, 'guess')],
    ['a JWT without algorithm', jwt({}, { alg: 'none' })],
    ['a JWT with another algorithm', jwt({}, { alg: 'HS512' })],
    ['a JWT with crit', jwt({}, { crit: ['x'] })],
    ['a JWT for another user', jwt({ sub: 'u2' })],
    ['a JWT for another shop', jwt({ aud: 'hats' })],
    ['a JWT without audience', jwt({ aud: undefined })],
    ['a JWT without expiry', jwt({ exp: undefined })],
    ['a JWT, expired', jwt({ exp: NOW / 1000 })],
    ['a JWT whose expiry is a text', jwt({ exp: String(LATER) })],
    ['a JWT of tomorrow', jwt({ nbf: LATER })],
    [
      'a JWT with other claims under the old signature',
      `${header}.${part({ sub: 'u1', aud: 'boots', exp: LATER + 1 })}.${signature}`,
    ],
    ['a JWT that is no JSON', `${'A'.repeat(8)}.${'A'.repeat(8)}.${'A'.repeat(43)}`],
    ['megabytes', `p1.${'1'.repeat(1e6)}.x`],
  ])('%s', async (_name, proof, userId = 'u1', shop = 'boots') => {
    await expect(verify(proof, userId, shop)).rejects.toMatchObject({ status: 401, code: 'invalid-proof' })
  })

  test('a shop without secrets proves nothing, not even with an empty one', async () => {
    for (const none of [[], ['']]) {
      await expect(
        verifyProof({
          proof: own({ secret: 'x' }),
          shop: shopRecord({ identitySecrets: none }),
          userId: 'u1',
          now: NOW,
        }),
      ).rejects.toMatchObject({ status: 401 })
    }
  })
})
