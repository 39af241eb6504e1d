import { toMajor } from '../lib/money.ts'
import { categoryPath } from '../schema/event-fields.ts'
import type { Money } from '../schema/money.ts'
import type { Affinities } from './affinities.ts'
import type { FeatureValues } from './index.ts'

/** What a condition's `of` narrows a value to. */
export interface Of {
  category?: string
  brand?: string
}

/** Looks up what is known of a person by the name a marketer uses; `undefined` = nothing known. */
export type KnownFacts = (name: string, of?: Of) => unknown

const DAY_MS = 24 * 60 * 60 * 1000

/** The marketer's names for computed values. Money in major units, moments in epoch ms, spans in whole days. */
const FACTS: Readonly<Record<string, (values: FeatureValues, now: number, of: Of) => unknown>> = {
  affinity: ({ affinities }, _now, of) => affinity(affinities.value, of),
  last_category: ({ affinities }) => affinities.value.lastCategory,
  favourite_category: ({ affinities }) => favourite(affinities.value.categories),
  favourite_brand: ({ affinities }) => favourite(affinities.value.brands),
  last_viewed: ({ recently_viewed }) => recently_viewed.value[0]?.productId,
  cart_value: ({ cart }) => major(cart.value.value),
  cart_items: ({ cart }) => cart.value.pieces,
  order_count: ({ orders }) => orders.value.count,
  verified_order_count: ({ orders }) => orders.value.verified,
  total_spent: ({ orders }) => major(orders.value.spent),
  last_order: ({ orders }) => orders.value.lastAt,
  days_since_order: ({ orders }) => orders.value.daysSince,
  discounted_share: ({ orders }) => orders.value.discountedShare,
  session_count: ({ session }) => session.value.count,
  first_seen: ({ session }) => session.value.firstSeenAt,
  last_seen: ({ session }) => session.value.lastSeenAt,
  days_since_seen: ({ session }, now) => daysSince(session.value.lastSeenAt, now),
  pages_in_session: ({ session }) => session.value.current?.pages ?? 0,
  views_in_session: ({ session }) => session.value.current?.views ?? 0,
  utm_source: ({ session }) => session.value.current?.origin.source,
  utm_medium: ({ session }) => session.value.current?.origin.medium,
  utm_campaign: ({ session }) => session.value.current?.origin.campaign,
  referrer: ({ session }) => session.value.current?.origin.referrer,
}

/** Names this version computes, for completion and `check`. */
export const FACT_NAMES: readonly string[] = Object.keys(FACTS)

/** Computed values first, then trusted traits: a trait cannot take a computed value's name. Claims are not known facts. */
export function knownFacts(values: FeatureValues, now: number): KnownFacts {
  return (name, of = {}) => {
    const fact = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined
    if (fact) return fact(values, now, of) ?? undefined
    const traits = values.traits.value
    return Object.hasOwn(traits, name) ? traits[name] : undefined
  }
}

/** Share of interest; of a category and a brand both, the smaller. Nothing known of it = 0. */
function affinity({ categories, brands }: Affinities, { category, brand }: Of): number | undefined {
  const shares = [
    ...(category === undefined ? [] : [share(categories, categoryPath(category) ?? '')]),
    ...(brand === undefined ? [] : [share(brands, brand)]),
  ]
  return shares.length > 0 ? Math.min(...shares) : undefined
}

function share(shares: Record<string, number>, key: string): number {
  return Object.hasOwn(shares, key) ? shares[key]! : 0
}

/** Deepest among equals: a person who looks only at boots likes `shoes/boots`, not just `shoes`. */
function favourite(shares: Record<string, number>): string | undefined {
  const entries = Object.entries(shares)
  return entries.toSorted(
    (a, b) => b[1] - a[1] || b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1),
  )[0]?.[0]
}

function major({ amount, currency }: Money): number {
  return toMajor(amount, currency)
}

function daysSince(at: number | null, now: number): number | undefined {
  return at === null ? undefined : Math.max(0, Math.floor((now - at) / DAY_MS))
}
