import { createHmac } from 'node:crypto'
import type { TestShop } from './harness.ts'

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

/** What the shop's server gives a page of somebody who is logged in; every part may be made wrong. */
export function proofOf(
  shop: Pick<TestShop, 'id' | 'identitySecret'>,
  userId: string,
  { expiry = inAnHour(), secret = shop.identitySecret }: { expiry?: number; secret?: string } = {},
): string {
  const mac = createHmac('sha256', secret).update(`${shop.id}\n${userId}\n${expiry}`).digest('base64url')
  return `p1.${expiry}.${mac}`
}

/** The same as a JWT. */
export function jwtOf(
  shop: Pick<TestShop, 'id' | 'identitySecret'>,
  userId: string,
  { header = {}, claims = {} }: { header?: object; claims?: object } = {},
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = [
    part({ alg: 'HS256', typ: 'JWT', ...header }),
    part({ sub: userId, aud: shop.id, exp: inAnHour(), ...claims }),
  ].join('.')
  return `${signed}.${createHmac('sha256', shop.identitySecret).update(signed).digest('base64url')}`
}
