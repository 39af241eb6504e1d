import type { Caller } from '../../../../edge/lib/caller.ts'
import type { ShopRecord } from '../../../../edge/lib/shop-record.ts'

export const SECRETS = { COOKIE_SECRET: 'a deployment’s secret' }

export const shopRecord = (more: Partial<ShopRecord> = {}): ShopRecord => ({
  id: 'boots',
  name: 'Boots',
  origins: ['https://boots.example'],
  identitySecrets: ['is_current', 'is_previous'],
  unstatedConsent: 'refused',
  settingsVersion: 1,
  ...more,
})

export const caller = (role: Caller['role'] = 'public', shop: Partial<ShopRecord> = {}): Caller => ({
  shop: shopRecord(shop),
  role,
  keyId: `${role}-key`,
})

/** A request to the edge; Node's own `Request` would drop the headers that only browsers may set. */
export function edgeRequest(
  headers: Record<string, string> = {},
  url = 'https://boots.example/v1/batch',
): Request {
  const request = new Request(url, { method: 'POST' })
  Object.defineProperty(request, 'headers', { value: new Headers(headers) })
  return request
}
