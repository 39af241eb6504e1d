import { expect } from 'vitest'
import type { FeatureValues } from '../../shared/features/index.ts'
import type { ConsentState } from '../../shared/schema/consent-state.ts'
import type { StoredEvent } from '../../shared/schema/stored-event.ts'
import type { TestShop } from './harness.ts'
import { until } from './until.ts'

type Features = { [Name in keyof FeatureValues]: FeatureValues[Name]['value'] }

/** A person as the secret key reads them. */
export interface Record {
  profile: string
  view: {
    consent: number
    segments: string[]
    features: Features
    traits: { [name: string]: unknown }
  }
  consents: ConsentState
  state: { count: number }
}

/** By profile id, or by `type/value`. */
export async function readRecord(shop: TestShop, whom: string): Promise<Record> {
  const path = whom.includes('/') ? `by/${whom}` : whom
  const { status, body } = await shop.server.get<Record>(`/v1/profiles/${path}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** Whether there is anybody; by profile id, or by `type/value`. */
export async function isKnown(shop: TestShop, whom: string): Promise<boolean> {
  const path = whom.includes('/') ? `by/${whom}` : whom
  return (await shop.server.get(`/v1/profiles/${path}`)).status === 200
}

/** None where nobody is. */
export async function eventsOf(shop: TestShop, profile: string): Promise<StoredEvent[]> {
  const { status, body } = await shop.server.get<{ events: StoredEvent[] }>(`/v1/profiles/${profile}/events`)
  return status === 404 ? [] : body.events
}

/** Waits until everything outside has confirmed what the person's rows say. */
export async function settled(shop: TestShop, profile: string): Promise<void> {
  await until(async () => {
    const { body } = await shop.server.get<{ sequence: number; shard: number; identity: number }>(
      `/v1/profiles/${profile}/delivery`,
    )
    return body.shard === body.sequence && body.identity === body.sequence
  })
}
