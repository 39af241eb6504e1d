import type { MarketingChannel } from '../../../shared/schema/consent.ts'
import type { Env } from '../../env.ts'
import { type LinkKind, sealLink } from '../../lib/person-link.ts'
import type { Whose } from './person-object.ts'

export interface LinkRequest {
  kind: Exclude<LinkKind, 'undo'>
  channel?: MarketingChannel
  /** Days until it ends; absent = 7 for a page, 30 for a confirmation, never for a way out. */
  days?: number
}

export interface MadeLink {
  url: string
  /** ISO 8601; null = never. */
  expiresAt: string | null
  /** Headers for the mail it goes into (RFC 2369, RFC 8058). */
  headers?: Record<string, string>
}

const DAY_MS = 86_400_000
const DAYS = { page: 7, confirm: 30, unsubscribe: undefined } as const

export async function makeLink(
  env: Pick<Env, 'COOKIE_SECRET'>,
  { shop, profile }: Whose,
  { kind, channel, days = DAYS[kind] }: LinkRequest,
  { origin, now }: { origin: string; now: number },
): Promise<MadeLink> {
  const expiresAt = days === undefined ? undefined : now + days * DAY_MS
  const token = await sealLink(env, shop.id, {
    kind,
    profile,
    madeAt: now,
    ...(channel && { channel }),
    ...(expiresAt !== undefined && { expiresAt }),
  })
  const url = `${origin}/privacy/${shop.id}/${token}`
  const headers = { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  return {
    url,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    ...(kind === 'unsubscribe' && { headers }),
  }
}
