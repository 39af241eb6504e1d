import { describe, expect, test } from 'vitest'
import { claimProfile, earlierClaims } from '../../../../edge/lib/claim.ts'
import {
  clearedCookie,
  handleCookie,
  mintHandle,
  mintSuccessor,
  readHandle,
  signHandle,
  verifyHandle,
} from '../../../../edge/lib/handle.ts'
import { identifierHash, identifierHashes } from '../../../../edge/lib/identifier-hash.ts'
import { shopIdentifiers } from '../../../../shared/identity/shop-identifiers.ts'
import { edgeRequest, SECRETS } from './fixtures.ts'

const env = SECRETS
const UUID_4 = '7f3b5c1e-90ab-4d21-8e47-0c6f2a9b1d35'
const UUID_7 = '019ab0c4-5e2f-7a10-b3c8-51d2e47f6a09'

describe('minting', () => {
  test('the same seed gives the same handle, in one shop of one deployment', async () => {
    const handle = await mintHandle(env, 'boots', UUID_7)
    expect(handle.source).toMatch(/^b:[0-9a-f]{32}$/)
    expect(handle.profile).toMatch(/^p_[1-9a-f][0-9a-f]{31}$/)
    expect(await mintHandle(env, 'boots', UUID_7)).toEqual(handle)
    expect(await mintHandle(env, 'boots', UUID_4)).not.toEqual(handle)
    expect(await mintHandle(env, 'hats', UUID_7)).not.toEqual(handle)
    expect(await mintHandle({ COOKIE_SECRET: 'other' }, 'boots', UUID_7)).not.toEqual(handle)
  })

  test.each([
    ['a chosen one', 'seed-1'],
    ['a number', '1'],
    ['a UUID made of a name', '9073926b-929f-51c2-abc9-fad77ae3e8eb'],
    ['a UUID of time and machine', 'c232ab00-9414-11ec-b3c8-9f6bdeced846'],
    ['more than a UUID', `${UUID_4}0`],
  ])('from %s no two are the same, for anyone could name it', async (_what, seed) => {
    expect(await mintHandle(env, 'boots', seed)).not.toEqual(await mintHandle(env, 'boots', seed))
  })

  test('after an erasure the same handle follows, in one shop of one deployment, and another one after the next', async () => {
    const handle = await mintHandle(env, 'boots')
    const next = await mintSuccessor(env, 'boots', handle, 'e_1')
    expect(next.profile).toMatch(/^p_[1-9a-f][0-9a-f]{31}$/)
    expect(await mintSuccessor(env, 'boots', handle, 'e_1')).toEqual(next)
    for (const [shop, old, erasure] of [
      ['boots', handle, 'e_2'],
      ['hats', handle, 'e_1'],
      ['boots', next, 'e_1'],
    ] as const)
      expect(await mintSuccessor(env, shop, old, erasure)).not.toEqual(next)
    expect(await mintSuccessor({ COOKIE_SECRET: 'other' }, 'boots', handle, 'e_1')).not.toEqual(next)
  })

  test('without a seed no two are the same', async () => {
    expect(await mintHandle(env, 'boots')).not.toEqual(await mintHandle(env, 'boots'))
  })
})

describe('the cookie', () => {
  test('comes back as it was given', async () => {
    const handle = await mintHandle(env, 'boots')
    const cookie = `theme=dark; vicino_boots=${await signHandle(env, 'boots', handle)}; x=1`
    expect(await readHandle(env, 'boots', edgeRequest({ Cookie: cookie }))).toEqual(handle)
  })

  test('keeps the way to who answers for it, which is signed like the rest', async () => {
    const handle = { ...(await mintHandle(env, 'boots')), hint: `p_0${'1'.repeat(31)}` }
    const value = await signHandle(env, 'boots', handle)
    expect(await verifyHandle(env, 'boots', value)).toEqual(handle)
    expect(await verifyHandle(env, 'boots', value.replace('p_01', 'p_02'))).toBeUndefined()
    expect(await verifyHandle(env, 'boots', value.replace(/\.p_0\w+/, ''))).toBeUndefined()
    const own = { ...handle, hint: handle.profile }
    expect(await verifyHandle(env, 'boots', await signHandle(env, 'boots', own))).not.toHaveProperty('hint')
  })

  test('a broken one before it does not hide it', async () => {
    const handle = await mintHandle(env, 'boots')
    const cookie = `vicino_boots=v1.x; vicino_boots=${await signHandle(env, 'boots', handle)}`
    expect(await readHandle(env, 'boots', edgeRequest({ Cookie: cookie }))).toEqual(handle)
  })

  test('has the attributes that keep it where it belongs', async () => {
    const cookie = await handleCookie(env, 'boots', await mintHandle(env, 'boots'))
    expect(cookie).toMatch(/^vicino_boots=v1\.b:[0-9a-f]{32}\.p_[0-9a-f]{32}\.[\w-]{43}; Max-Age=34128000; /)
    for (const text of [cookie, clearedCookie('boots')]) {
      expect(text).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
    }
    expect(clearedCookie('boots')).toContain('Max-Age=0')
  })

  test('every changed character makes it void', async () => {
    const value = await signHandle(env, 'boots', await mintHandle(env, 'boots', UUID_4))
    for (let at = 0; at < value.length; at++) {
      const changed = value[at] === '0' ? '1' : '0'
      const tampered = value.slice(0, at) + changed + value.slice(at + 1)
      // The last of 43 base64 characters carries four bits of 256: its other two say nothing.
      if (at === value.length - 1) continue
      expect(await verifyHandle(env, 'boots', tampered), `at ${at}`).toBeUndefined()
    }
  })

  test.each(['', 'v1', 'v1.b:0.p_0.x', 'null', '__proto__'])('%j is no handle', async (value) => {
    expect(await verifyHandle(env, 'boots', value)).toBeUndefined()
  })

  test('of another shop or deployment is no handle', async () => {
    const value = await signHandle(env, 'boots', await mintHandle(env, 'boots'))
    expect(await verifyHandle(env, 'hats', value)).toBeUndefined()
    expect(await verifyHandle({ COOKIE_SECRET: 'other' }, 'boots', value)).toBeUndefined()
    expect(await readHandle(env, 'hats', edgeRequest({ Cookie: `vicino_hats=${value}` }))).toBeUndefined()
  })
})

describe('claims and identifiers', () => {
  test('a claim is one profile for one id of one kind in one shop', async () => {
    const claim = await claimProfile(env, 'boots', 'anonymous_id', 'a1')
    expect(claim.profile).toMatch(/^c_[0-9a-f]{32}$/)
    expect(claim.source).toBe(`c:${claim.profile.slice(2)}`)
    expect(await claimProfile(env, 'boots', 'anonymous_id', 'a1')).toEqual(claim)
    expect(await claimProfile(env, 'boots', 'user_id', 'a1')).not.toEqual(claim)
    expect(await claimProfile(env, 'hats', 'anonymous_id', 'a1')).not.toEqual(claim)
  })

  test('a claim is one for one id, however its accents are written', async () => {
    const [one, other] = ['Mich\u00e9le', 'Miche\u0301le']
    const claim = await claimProfile(env, 'boots', 'anonymous_id', one)
    expect(await claimProfile(env, 'boots', 'anonymous_id', other)).toEqual(claim)
    expect(await earlierClaims(env, 'boots', 'anonymous_id', one)).toEqual([])
    const [earlier] = await earlierClaims(env, 'boots', 'anonymous_id', other)
    expect(earlier!.profile).not.toBe(claim.profile)
  })

  test('one person’s spellings of an address are one identifier', async () => {
    const hashOf = async (type: string, value: string, shop = 'boots') => {
      const hashes = await identifierHashes(env, { shop, identifiers: shopIdentifiers() }, type, value)
      return 'refused' in hashes ? hashes.refused : hashes.hash
    }
    const hash = await hashOf('email', 'ada@example.org')
    expect(hash).toMatch(/^[0-9a-f]{32}$/)
    expect(await hashOf('email', ' Ada@Example.ORG')).toBe(hash)
    expect(await hashOf('user_id', 'ada@example.org')).not.toBe(hash)
    expect(await hashOf('email', 'ada@example.org', 'hats')).not.toBe(hash)
    expect(await hashOf('phone', '0039 02 123-456')).toBe(await hashOf('phone', '+39 02123456'))
    expect(await hashOf('phone', '02 123456')).toMatch(/country/)
    expect(await hashOf('user_id', ' u1 ')).toBe(await identifierHash(env, 'boots', 'user_id', 'u1'))
  })

  test('parts cannot be shifted into one another', async () => {
    expect(await identifierHash(env, 'a', 'b', 'c')).not.toBe(await identifierHash(env, 'a', 'b\n1:c', ''))
    expect((await claimProfile(env, 'boots', 'user_id', 'x')).profile.slice(2)).not.toBe(
      await identifierHash(env, 'boots', 'user_id', 'x'),
    )
  })
})
