import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { profileStub, type ShopPlace } from '../../lib/object-id.ts'
import type { ShardStorage } from './storage.ts'

/** People asked in one run of the alarm, and at once. */
const PEOPLE = 40
const AT_ONCE = 4
/** A sweep may take one part in so many of the time. */
const REST_FACTOR = 4
const PAUSE_MS = 20
/** Passes over people who stay behind; memories are as new as what is published after one or two. */
const MOST_PASSES = 30

export interface SweepContext {
  storage: ShardStorage
  env: Pick<Env, 'PROFILE' | 'REFRESH_MS'>
  place(): ShopPlace
  /** What people are read by now, as this object knows it. */
  reading(): Promise<string>
}

/**
 * Reads everybody anew after something was published by which people are read: asks those whose rows rest on another
 * reading, a few in each run of the alarm. Rows say of themselves what they were read by, so a crash anywhere costs no
 * more than a step.
 */
export class Sweep {
  readonly #context: SweepContext
  /** What the last sweep found everybody read by. */
  #swept: string
  #after = ''
  #passes = 0
  #wanted = ''

  constructor(context: SweepContext) {
    this.#context = context
    this.#swept = context.storage.swept
  }

  isOf(reading: string): boolean {
    return reading === this.#swept
  }

  /** From the first person again, until this reading is the one that is known here. */
  begin(reading: string): void {
    this.#wanted = reading
    this.#after = ''
    this.#passes = 0
  }

  /** Asks the next people; says when the next step is, null = everybody is read. */
  async step(): Promise<number | null> {
    const startedAt = Date.now()
    const reading = await this.#context.reading()
    const people = this.#context.storage.audience.unread(reading, this.#after, PEOPLE)
    const reread = await mapLimited(people, AT_ONCE, (profile) => this.#ask(profile, reading))
    if (reread.includes(true)) this.#passes = 0
    const now = Date.now()
    if (people.length === PEOPLE) {
      this.#after = people.at(-1)!
      return now + Math.max(PAUSE_MS, REST_FACTOR * (now - startedAt))
    }
    return this.#endPass(reading)
  }

  /** Whether the row is now as it should be. */
  async #ask(profile: string, reading: string): Promise<boolean> {
    const { env, place, storage } = this.#context
    try {
      const shop = place()
      const row = await profileStub(env, shop, profile).reread(shop.id)
      storage.reread(profile, row, reading)
      return !row || row.reading === reading
    } catch (error) {
      // Left for the next pass: one person must not hold up the others.
      logLine('warn', { at: 'shard.reread', profile, error })
      return false
    }
  }

  #endPass(reading: string): number | null {
    const { env, storage } = this.#context
    this.#after = ''
    const { profiles, read } = storage.audience.coverage(reading)
    const isNewest = this.#wanted === '' || this.#wanted === reading
    if (read === profiles && isNewest) {
      this.#swept = reading
      storage.swept = reading
      this.#wanted = ''
      return null
    }
    // Some memory is older than what was published: who is left is asked again once it is not.
    this.#passes += 1
    if (this.#passes < MOST_PASSES) return Date.now() + env.REFRESH_MS
    this.#wanted = ''
    return null
  }
}
