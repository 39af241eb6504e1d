import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkSetup } from '../../../../../shared/schema/config/check.ts'

const found = (setup: object) =>
  checkSetup(JSON.stringify(setup)).problems.map(({ code, pointer }) => `${code} ${pointer}`)
const helpOf = (setup: object) => checkSetup(JSON.stringify(setup)).problems.map(({ message }) => message)

const jwk = (pair: { publicKey: { export(options: { format: 'jwk' }): object } }, kid: string) => ({
  ...pair.publicKey.export({ format: 'jwk' }),
  kid,
})
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ED = generateKeyPairSync('ed25519')

describe('identifiers', () => {
  test('of every kind', () => {
    const setup = {
      country: 'IT',
      identifiers: {
        user_id: { block: ['kiosk-*'] },
        customer_id: { unique: true, priority: 1 },
        email: {
          limit: 3,
          priority: 2,
          block: ['till@*', '*@bianchi.example'],
          ignore: { dots: ['gmail.com'] },
        },
        mobile: { as: 'phone' },
        office: { as: 'email', ignore: { tags: ['*'] } },
      },
    }
    expect(checkSetup(JSON.stringify(setup))).toEqual({ setup, problems: [] })
  })

  test.each<[string, object, string]>([
    ['a type with a hyphen', { identifiers: { 'customer-id': {} } }, 'C109 /identifiers/customer-id'],
    ['a type in capitals', { identifiers: { Email: {} } }, 'C109 /identifiers/Email'],
    ['a key misspelt', { identifiers: { email: { uniqe: true } } }, 'C102 /identifiers/email/uniqe'],
    ['no values at all', { identifiers: { email: { limit: 0 } } }, 'C103 /identifiers/email/limit'],
    [
      'a user id that is not unique',
      { identifiers: { user_id: { unique: false } } },
      'C118 /identifiers/user_id/unique',
    ],
    [
      'a user id read as an address',
      { identifiers: { user_id: { as: 'email' } } },
      'C118 /identifiers/user_id/as',
    ],
    [
      'an anonymous id as unique',
      { identifiers: { anonymous_id: { unique: true } } },
      'C118 /identifiers/anonymous_id/unique',
    ],
    ['an order as a person', { identifiers: { order_id: {} } }, 'C118 /identifiers/order_id'],
    [
      'unique, three times',
      { identifiers: { card: { unique: true, limit: 3 } } },
      'C118 /identifiers/card/limit',
    ],
    [
      'dots of a phone number',
      { identifiers: { phone: { ignore: { dots: ['*'] } } } },
      'C118 /identifiers/phone/ignore',
    ],
    [
      'dots of an office phone',
      { identifiers: { email: { as: 'phone', ignore: {} } } },
      'C118 /identifiers/email/ignore',
    ],
    ['everybody blocked', { identifiers: { email: { block: ['*'] } } }, 'C118 /identifiers/email/block/0'],
    [
      'every address blocked',
      { identifiers: { email: { block: ['a', '*@*.*'] } } },
      'C118 /identifiers/email/block/1',
    ],
    [
      'a domain that is an address',
      { identifiers: { email: { ignore: { tags: ['@gmail.com'] } } } },
      'C103 /identifiers/email/ignore/tags/0',
    ],
    ['a country’s name', { country: 'Italy' }, 'C103 /country'],
    ['a country in small letters', { country: 'it' }, 'C103 /country'],
    ['no country', { country: 'XX' }, 'C103 /country'],
  ])('%s', (_what, setup, problem) => expect(found(setup)).toEqual([problem]))

  test('of the United Kingdom are told its code', () => {
    expect(helpOf({ country: 'UK' })).toEqual([expect.stringContaining('GB')])
  })
})

describe('keys of login proofs', () => {
  test('of every kind', () => {
    const setup = {
      proofs: {
        keys: [
          { ...jwk(RSA, 'a'), alg: 'RS256', use: 'sig' },
          { ...jwk(EC, 'b'), until: '2026-12-31' },
          jwk(ED, 'c'),
        ],
        issuer: 'https://id.bianchi.example',
        longest: '1h',
      },
    }
    expect(checkSetup(JSON.stringify(setup))).toEqual({ setup, problems: [] })
  })

  const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  test.each<[string, object, string[]]>([
    [
      'a private key',
      { ...EC.privateKey.export({ format: 'jwk' }), kid: 'a' },
      ['C102 /proofs/keys/0/d', 'C119 /proofs/keys/0/d'],
    ],
    [
      'a shared secret',
      { kty: 'oct', k: 'c2VjcmV0', kid: 'a' },
      ['C103 /proofs/keys/0', 'C119 /proofs/keys/0/k'],
    ],
    ['without an id', EC.publicKey.export({ format: 'jwk' }), ['C107 /proofs/keys/0/kid']],
    ['too short', jwk(small, 'a'), ['C103 /proofs/keys/0/n']],
    ['of another curve', jwk(p384, 'a'), ['C103']],
    ['with another algorithm', { ...jwk(RSA, 'a'), alg: 'RS512' }, ['C103 /proofs/keys/0/alg']],
    ['with none', { ...jwk(RSA, 'a'), alg: 'none' }, ['C103 /proofs/keys/0/alg']],
    ['for encryption', { ...jwk(RSA, 'a'), use: 'enc' }, ['C103 /proofs/keys/0/use']],
    [
      'to be fetched from elsewhere',
      { ...jwk(RSA, 'a'), x5u: 'https://evil.example' },
      ['C102 /proofs/keys/0/x5u'],
    ],
  ])('%s', (_what, key, problems) => {
    const all = found({ proofs: { keys: [key] } })
    for (const problem of problems) expect(all).toContainEqual(expect.stringContaining(problem))
  })

  test('two with one id', () => {
    expect(found({ proofs: { keys: [jwk(EC, 'a'), jwk(ED, 'a')] } })).toEqual(['C119 /proofs/keys/1/kid'])
  })

  test.each(['10s', '32d', '1y'])('a proof cannot be let to hold %s', (longest) => {
    expect(found({ proofs: { longest } })).toEqual([expect.stringMatching(/^C1(03|12) \/proofs\/longest$/)])
  })
})
