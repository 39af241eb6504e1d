import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LinkEnv, linkDevices } from '../../../../../edge/flow/jobs/link-devices.ts'
import type { Blobs } from '../../../../../edge/stores/blobs/blobs.ts'
import type { DeviceLink } from '../../../../../edge/stores/devices/contract.ts'
import type { Lending } from '../../../../../edge/stores/profile/lent.ts'
import type { DeviceTrace } from '../../../../../shared/identity/devices/device.ts'
import { bucketOf } from '../../../../../shared/lib/hash.ts'
import { CONSENT_BITS } from '../../../../../shared/schema/consent.ts'
import { makeTown } from '../../../../../tools/eval/households/town.ts'
import { traceTown } from '../../../../../tools/eval/households/visits.ts'

const AGREED = CONSENT_BITS.analytics | CONSENT_BITS.personalization
const KEY = 'devices/shop'
const town = makeTown({ seed: 'job', homes: 150 })
const traces = traceTown(town, 'job')

/** A shop whose people are those of a simulated town; what its objects hold is in plain maps. */
class Shop {
  setup: object = { devices: { link: true } }
  readonly devices = new Map(traces.map((trace) => [trace.id, trace]))
  readonly consent = new Map<string, number>()
  /** Profile → its customer's id. */
  readonly users = new Map<string, string>()
  links: DeviceLink[] = []
  readonly lent = new Map<string, string[]>()
  readonly blobs = new Map([[KEY, JSON.stringify({ id: 'shop' })]])

  get env(): LinkEnv {
    const namespace = (object: (name: string) => object) => ({
      idFromName: (name: string) => name.slice('shop/'.length),
      get: object,
    })
    return {
      DEVICES: namespace((number) => this.#bucket(Number(number))),
      SHARD: namespace(() => ({
        audiences: async (_shop: string, ids: string[]) => ids.map((id) => this.#row(id)),
      })),
      PROFILE: namespace((id) => ({
        identity: async () => this.#identity(id),
        lend: async (_to: object, lending: Lending) => {
          if ('lent' in lending)
            this.lent.set(
              id,
              lending.lent.map(({ from }) => from),
            )
        },
      })),
      SHOP: namespace(() => ({ current: async () => ({ parsed: JSON.stringify(this.setup) }) })),
    } as unknown as LinkEnv
  }

  async night(now = 1): Promise<void> {
    const blobs = {
      get: async (key: string) => this.blobs.get(key) ?? null,
      delete: async (key: string) => void this.blobs.delete(key),
    } as unknown as Blobs
    await linkDevices(this.env, blobs, KEY, now)
  }

  #bucket(number: number) {
    const isHere = (id: string) => bucketOf(id, 8) === number
    return {
      devices: async () =>
        [...this.devices.values()]
          .filter(({ id }) => isHere(id))
          .map(({ id, networks, language, screen }) => ({ profile: id, networks, language, screen })),
      links: async () => this.links.filter(({ a }) => isHere(a)),
      drop: async (_shop: string, ids: string[]) => {
        for (const id of ids) this.devices.delete(id)
      },
      propose: async (_shop: string, links: DeviceLink[]) => {
        expect(links.every(({ a }) => isHere(a))).toBe(true)
        const isKept = ({ a, state }: DeviceLink) => !isHere(a) || state === 'refused' || state === 'accepted'
        this.links = [...this.links.filter(isKept), ...links]
      },
      clear: async () => {
        this.links = this.links.filter(({ a }) => !isHere(a))
        for (const id of [...this.devices.keys()]) if (isHere(id)) this.devices.delete(id)
      },
    }
  }

  #row(id: string): string | null {
    const trace = this.devices.get(id)
    return trace
      ? JSON.stringify({ consent: this.consent.get(id) ?? AGREED, features: featuresOf(trace) })
      : null
  }

  #identity(id: string) {
    const user = this.users.get(id)
    return {
      profile: id,
      members: [id],
      identifiers: user ? [{ type: 'user_id', member: id }] : [],
      edges: [],
    }
  }
}

function featuresOf({ products, categories }: DeviceTrace): object {
  return {
    affinities: { categories, brands: {} },
    recently_viewed: Object.entries(products).map(([productId, hour]) => ({
      productId,
      lastAt: hour * 3_600_000,
      times: 1,
    })),
  }
}

const ownerOf = (profile: string) => profile.split('-')[0]
const nameOf = ({ a, b }: { a: string; b: string }) => `${a} ${b}`

describe('a night', () => {
  const first = new Shop()
  let shop: Shop
  let linked: DeviceLink[]
  beforeAll(() => first.night())
  beforeEach(() => {
    shop = new Shop()
    shop.links = [...first.links]
    for (const [id, from] of first.lent) shop.lent.set(id, from)
    linked = shop.links.filter(({ state }) => state === 'linked')
  })

  test('links devices of one person, asks about others, and lends each linked one the other’s taste', () => {
    expect(linked.length).toBeGreaterThan(10)
    const right = linked.filter(({ a, b }) => ownerOf(a) === ownerOf(b))
    expect(right.length / linked.length).toBeGreaterThanOrEqual(0.95)
    expect(shop.links.some(({ state }) => state === 'suggested')).toBe(true)
    for (const { a, b } of linked) {
      expect(shop.lent.get(a)).toContain(b)
      expect(shop.lent.get(b)).toContain(a)
    }
  })

  test('does not bring back what was refused', async () => {
    const [one] = linked as [DeviceLink]
    shop.links = shop.links.map((link) => (link === one ? { ...link, state: 'refused' } : link))
    await shop.night()
    expect(shop.links.filter((link) => nameOf(link) === nameOf(one)).map(({ state }) => state)).toEqual([
      'refused',
    ])
  })

  test('forgets who has withdrawn, and lends nothing of them any more', async () => {
    const [{ a, b }] = linked as [DeviceLink]
    shop.consent.set(a, CONSENT_BITS.analytics)
    await shop.night()
    expect(shop.devices.has(a)).toBe(false)
    expect(shop.links.some((link) => link.a === a || link.b === a)).toBe(false)
    expect([shop.lent.get(a), shop.lent.get(b)!.includes(a)]).toEqual([[], false])
  })

  test('neither links nor asks about two customers', async () => {
    for (const { a, b } of linked) for (const id of [a, b]) shop.users.set(id, id)
    await shop.night()
    const names = shop.links.map(nameOf)
    for (const link of linked) expect(names).not.toContain(nameOf(link))
  })

  test('of a shop that wants it no more leaves nothing', async () => {
    shop.setup = {}
    await shop.night()
    expect([shop.devices.size, shop.links, shop.blobs.size]).toEqual([0, [], 0])
    for (const { a, b } of linked) expect([shop.lent.get(a), shop.lent.get(b)]).toEqual([[], []])
  })
})
