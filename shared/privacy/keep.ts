import { durationMs } from '../lib/duration.ts'
import { KEEP_DEFAULTS } from '../schema/config/condition-rules.ts'
import type { Config } from '../schema/config/config.ts'

/** How long things are kept, in ms; null = as long as the customer. */
export interface Keep {
  /** What somebody did: everything but orders, statements about themselves, and consent. */
  behaviourMs: number
  /** A person who neither ordered nor was identified, after the last event. */
  anonymousMs: number
  /** Everybody else, after the last event. */
  customersMs: number
}

/** Where `keep` says nothing. */
export const KEPT = { ...KEEP_DEFAULTS, anonymous: '13mo' } as const

export function keepOf({ keep = {} }: Pick<Config, 'keep'>): Keep {
  const ms = (name: keyof typeof KEPT) => durationMs(keep[name] ?? KEPT[name]) ?? durationMs(KEPT[name])!
  return { behaviourMs: ms('behaviour'), anonymousMs: ms('anonymous'), customersMs: ms('customers') }
}
