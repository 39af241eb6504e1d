import type { Sighting } from '../../../shared/identity/devices/sighting.ts'
import type { ShopPlace } from '../../lib/object-id.ts'

export interface SightingCall extends Sighting {
  shop: ShopPlace
}

/** What a pair of devices has come to. */
export type LinkState =
  /** Softly, for personalization; made anew every night. */
  | 'linked'
  /** A question for a human; likewise. */
  | 'suggested'
  /** By a human, or undone: it does not come back. */
  | 'refused'
  /** A human said they are one person. */
  | 'accepted'

/** Two profiles that may be one person, the smaller id first. */
export interface DeviceLink {
  a: string
  b: string
  state: LinkState
  probability: number
  /** In words that name no value. */
  evidence: string[]
  /** Epoch ms. */
  at: number
}

/** What was taken out of a bucket. */
export interface ForgottenDevices {
  devices: number
  links: number
  /** The other sides of the pairs. */
  partners: string[]
}
