import type { ShopPlace } from '../../lib/object-id.ts'

/** Something that destinations may want to know. */
export type WebhookEvent = WebhookNews & {
  shop: string
  /** Where the shop's objects are, the person's too; absent = wherever, as in events from before there was a choice. */
  place?: ShopPlace
  /** Names this very event for ever: receivers recognise a repetition by it. */
  id: string
  /** Epoch ms. */
  at: number
}

type WebhookNews =
  | { type: 'profile.updated'; data: ProfileUpdated }
  | { type: 'privacy.erased'; data: PrivacyErased }
  | { type: 'identity.changed'; data: IdentityChanged }

/** A person was erased: whoever was told of them is to forget them too (GDPR, article 19). */
export interface PrivacyErased {
  profile: string
  /** ISO 8601. */
  erasedAt: string
}

/** A person entered or left segments. */
export interface ProfileUpdated {
  profile: string
  /** All segments after the change. */
  segments: string[]
  joined: string[]
  left: string[]
  /** Where the lists are too long for one event: they are the parts together; from 1. */
  part?: number
  parts?: number
}

/** Two profiles became one person, or two again. */
export interface IdentityChanged {
  /** Who answers for the person, or for the part that stayed. */
  profile: string
  /** Who answered for the other until now, or answers for it from now on. */
  other: string
  change: 'joined' | 'split'
  /** The edge by which it happened. */
  edge: string
}

/** Everybody an event speaks of. */
export function peopleIn({ data }: WebhookEvent): string[] {
  return 'other' in data ? [data.profile, data.other] : [data.profile]
}

/** One event on its way to one destination. */
export interface WebhookDelivery {
  event: WebhookEvent
  destination: string
}

/** What travels in the queue: an event that is still to be handed out, or its copy for one destination. */
export type WebhookMessage = WebhookEvent | WebhookDelivery

/** Where a shop wants its events sent; from `sendTo` of its setup. */
export interface WebhookDestination {
  name: string
  url: string
  /** Names of the shop's secrets, `env:MAILER_SECRET`; several while one is being replaced. */
  secrets: string[]
  /** Its receiver said 410. */
  isDisabled: boolean
}

/** All destinations of a shop, disabled ones too. */
export type DestinationsOf = (shop: string) => Promise<WebhookDestination[]>

/** A delivery that was given up, and why. */
export interface DeadLetter extends WebhookDelivery {
  reason: string
  /** Epoch ms of giving up. */
  diedAt: number
}
