import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  liveSecrets,
  MAX_SECRETS,
  type StoredSecrets,
  secretInfo,
  withNewSecret,
  withoutSecret,
} from '../../../../edge/lib/identity-secrets.ts'
import { verifyProof } from '../../../../edge/lib/proof.ts'
import { shopRecord } from './fixtures.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const HOUR = 3_600_000
const FIRST = { id: 'k1', secret: 'is_1', createdAt: 1 }

test('a new secret is the one in use; the others go at the date, or sooner where that was said before', () => {
  const soon = { id: 'k2', secret: 'is_2', createdAt: 2, retiresAt: NOW + 1 }
  expect(withNewSecret([FIRST, soon], 'is_3', { now: NOW, retiresAt: NOW + HOUR })).toEqual([
    { ...FIRST, retiresAt: NOW + HOUR },
    soon,
    { id: 'k3', secret: 'is_3', createdAt: NOW },
  ])
})

test('both hold until the old one retires, and only the new one after that', async () => {
  const secrets = withNewSecret([FIRST], 'is_2', { now: NOW, retiresAt: NOW + HOUR })!
  const verify = (secret: string, now: number) => {
    const expiry = Math.floor(now / 1000) + 600
    const mac = createHmac('sha256', secret).update(`boots\nu1\n${expiry}`).digest('base64url')
    const shop = shopRecord({ identitySecrets: secrets })
    return verifyProof({ proof: `p1.${expiry}.${mac}`, shop, userId: 'u1', now })
  }
  for (const secret of ['is_1', 'is_2']) expect(await verify(secret, NOW + HOUR - 1)).toBe('u1')
  expect(await verify('is_2', NOW + HOUR)).toBe('u1')
  await expect(verify('is_1', NOW + HOUR)).rejects.toMatchObject({ status: 401 })
})

test('what is retired is dropped with the next change, and its id is not used again', () => {
  const gone = { id: 'k7', secret: 'is_7', createdAt: 1, retiresAt: NOW }
  const secrets = withNewSecret([gone, FIRST], 'is_8', { now: NOW, retiresAt: NOW + HOUR })
  expect(secrets?.map(({ id }) => id)).toEqual(['k1', 'k8'])
})

test('only so many hold at once', () => {
  let secrets: StoredSecrets = [FIRST]
  for (let made = 1; made < MAX_SECRETS; made++)
    secrets = withNewSecret(secrets, `is_${made}`, { now: NOW, retiresAt: NOW + HOUR })!
  expect(withNewSecret(secrets, 'is_more', { now: NOW, retiresAt: NOW + HOUR })).toBeNull()
  expect(withNewSecret(secrets, 'is_more', { now: NOW + HOUR, retiresAt: NOW + 2 * HOUR })).toHaveLength(2)
})

test.each([
  ['one that was replaced', 'k1', ['k2']],
  ['the one in use', 'k2', null],
  ['one there is not', 'k9', null],
])('takes away %s', (_what, id, left) => {
  const secrets = withNewSecret([FIRST], 'is_2', { now: NOW, retiresAt: NOW + HOUR })!
  expect(withoutSecret(secrets, id, NOW)?.map((each) => each.id) ?? null).toEqual(left)
})

test('reads what the first release wrote', () => {
  expect(liveSecrets(['is_a', ''], NOW)).toEqual([{ id: 'k1', secret: 'is_a', createdAt: 0 }])
})

test('no secret is ever shown again', () => {
  expect(JSON.stringify(secretInfo(FIRST))).not.toContain('is_1')
})
