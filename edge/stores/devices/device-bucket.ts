import { DurableObject } from 'cloudflare:workers'
import { KEPT_HOURS, type SeenDevice, withSighting } from '../../../shared/identity/devices/sighting.ts'
import type { Env } from '../../env.ts'
import { DueTimes } from '../../lib/due-times.ts'
import { logLine } from '../../lib/log.ts'
import { placeOf } from '../../lib/object-id.ts'
import { assertOwn } from '../../lib/own-name.ts'
import { personMark } from '../../lib/person-mark.ts'
import { scrub } from '../../lib/scrub.ts'
import { r2Blobs } from '../blobs/blobs.ts'
import type { DeviceLink, ForgottenDevices, SightingCall } from './contract.ts'
import { devicesKey } from './devices-key.ts'
import { DeviceStorage, PERSONAL_TABLES } from './storage.ts'

const SCRUB_AFTER_MS = 1000
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Longer than a sighting is on its way. */
const REFUSAL_MS = DAY_MS

/** Where devices were, and which of them may be one person's, for one of 8 parts of a shop's people. See schema.md. */
export class DeviceBucket extends DurableObject<Env> {
  readonly #storage: DeviceStorage
  readonly #due: DueTimes<'scrub' | 'expiry'>
  #isAnnounced = false

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new DeviceStorage(state.storage.sql)
    this.#due = new DueTimes(state.storage)
  }

  /** A device was in a place. Said again within the hour it changes nothing. */
  async see({ shop, ...sighting }: SightingCall): Promise<void> {
    assertOwn(this.ctx.id, shop.id)
    if (this.#storage.isForgotten(personMark(sighting.profile))) return
    const known = this.#storage.device(sighting.profile)
    this.#storage.putDevice(withSighting(known, sighting), sighting.hour * HOUR_MS)
    this.#due.ensure('expiry', Date.now() + DAY_MS)
    if (this.#isAnnounced) return
    // By this sign the nightly job finds the shop, and where its objects live.
    await r2Blobs(this.env.BLOBS).put(devicesKey(shop.id), JSON.stringify(placeOf(shop)))
    this.#isAnnounced = true
  }

  /** The devices seen last. */
  devices(shop: string, limit: number): SeenDevice[] {
    assertOwn(this.ctx.id, shop)
    return this.#storage.devices(limit)
  }

  links(shop: string): DeviceLink[] {
    assertOwn(this.ctx.id, shop)
    return this.#storage.links()
  }

  /** All that is proposed from now on; what was decided stays. */
  propose(shop: string, links: DeviceLink[]): void {
    assertOwn(this.ctx.id, shop)
    this.ctx.storage.transactionSync(() => {
      const known = this.#storage.links()
      const isDecided = ({ state }: DeviceLink) => state === 'refused' || state === 'accepted'
      for (const link of known) if (!isDecided(link)) this.#storage.dropLink(link)
      const decided = new Set(known.filter(isDecided).map(({ a, b }) => `${a} ${b}`))
      for (const link of links) {
        const isGone = [link.a, link.b].some((profile) => this.#storage.isForgotten(personMark(profile)))
        if (!isGone && !decided.has(`${link.a} ${link.b}`)) this.#storage.putLink(link)
      }
    })
  }

  /** A human's word about a pair; null = there is none that waits for it. */
  decide(
    shop: string,
    { a, b, state, from }: Pick<DeviceLink, 'a' | 'b' | 'state'> & { from: DeviceLink['state'][] },
  ): DeviceLink | null {
    assertOwn(this.ctx.id, shop)
    const known = this.#storage.links().find((link) => link.a === a && link.b === b)
    if (!known || !(known.state === state || from.includes(known.state))) return null
    const link = { ...known, state, at: known.state === state ? known.at : Date.now() }
    this.#storage.putLink(link)
    return link
  }

  /** What is kept of a profile, for its person. */
  ofProfile(shop: string, profile: string): { device: SeenDevice | null; links: DeviceLink[] } {
    assertOwn(this.ctx.id, shop)
    const links = this.#storage.links().filter(({ a, b }) => a === profile || b === profile)
    return { device: this.#storage.device(profile), links }
  }

  /** Devices whose people do not agree to it any more. */
  drop(shop: string, profiles: string[]): void {
    assertOwn(this.ctx.id, shop)
    this.ctx.storage.transactionSync(() => {
      for (const profile of profiles) this.#storage.dropDevice(profile)
      if (profiles.length > 0) this.#scrubSoon()
    })
  }

  /** Takes a profile out, in the rows at once and soon in the free pages too. */
  forget(shop: string, profile: string, now: number): ForgottenDevices {
    assertOwn(this.ctx.id, shop)
    return this.ctx.storage.transactionSync(() => {
      const forgotten = this.#storage.forget(profile)
      this.#storage.noteForgotten(personMark(profile), now, now - REFUSAL_MS)
      if (forgotten.devices + forgotten.links > 0) this.#scrubSoon()
      return forgotten
    })
  }

  /** The shop wants no devices linked any more. */
  clear(shop: string): void {
    assertOwn(this.ctx.id, shop)
    this.ctx.storage.transactionSync(() => {
      this.#storage.clear()
      this.#scrubSoon()
    })
    this.#isAnnounced = false
  }

  /** Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    await this.#due.run(
      {
        scrub: async () => {
          this.ctx.storage.transactionSync(() => scrub(this.ctx.storage.sql, PERSONAL_TABLES))
          return null
        },
        expiry: async () => this.#expire(Date.now()),
      },
      (task, error) => logLine('warn', { at: `devices.${task}`, object: this.ctx.id.name, error }),
    )
  }

  #expire(now: number): number | null {
    const old = this.#storage.notSeenSince(now - KEPT_HOURS * HOUR_MS)
    this.ctx.storage.transactionSync(() => {
      for (const profile of old) this.#storage.dropDevice(profile)
      if (old.length > 0) this.#scrubSoon()
    })
    return this.#storage.oldestDevice() === null ? null : now + DAY_MS
  }

  #scrubSoon(): void {
    this.#due.schedule('scrub', Date.now() + SCRUB_AFTER_MS)
  }
}
