import type { TestShop } from './harness.ts'
import { ALL_CONSENT } from './visitor.ts'

/** Whom a profile is joined with, as the secret key reads it. */
export interface Identity {
  profile: string
  members: string[]
  identifiers: { type: string; member: string }[]
  edges: {
    id: string
    a: string
    b: string
    evidence: { kind: string; reason?: string }
    state: string
    steps: { step: string; at: number }[]
  }[]
}

export type Side = { profile: string } | { type: string; value: string }

export interface Merged {
  status: string
  profile: string
  edge: string
  code?: string
  detail?: string
}

export function merge(shop: TestShop, a: Side, b: Side, reason?: string) {
  return shop.server.post<Merged>('/v1/identity/merge', { a, b, ...(reason && { reason }) })
}

export function split(shop: TestShop, profile: string, edge: string) {
  return shop.server.post<{
    status: string
    people: { head: string; members: string[] }[]
    code?: string
  }>('/v1/identity/split', { profile, edge })
}

export async function identityOf(shop: TestShop, profile: string): Promise<Identity> {
  return (await shop.server.get<Identity>(`/v1/profiles/${profile}/identity`)).body
}

/** Somebody the shop's server speaks of; answers the profile. */
export async function known(shop: TestShop, userId: string, events: object[]): Promise<string> {
  await shop.server.post('/v1/batch', { userId, consent: ALL_CONSENT, batch: events })
  const { body } = await shop.server.get<{ profile: string }>(`/v1/profiles/by/user_id/${userId}`)
  return body.profile
}

/** Somebody who is known by an id that a browser claims; answers the profile. */
export async function claimed(shop: TestShop, anonymousId: string, events: object[]): Promise<string> {
  await shop.browser.post('/v1/batch', { anonymousId, consent: ALL_CONSENT, batch: events })
  const { body } = await shop.server.get<{ profile: string }>(`/v1/profiles/by/anonymous_id/${anonymousId}`)
  return body.profile
}
