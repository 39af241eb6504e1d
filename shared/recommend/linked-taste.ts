import type { Taste } from './strategy.ts'

/** What another device of probably the same person adds to this one: its leanings, and nothing that it did. */
export type SharedTaste = Pick<Taste, 'categories' | 'brands'>

/** A guess counts half of what is known. */
const LINKED = 0.5

/**
 * A person's taste with that of softly linked devices. It takes categories and brands alone, by type: should the link be
 * wrong, a partner never sees products that the other looked at, put into the cart or bought.
 */
export function linkedTaste(own: Taste, linked: readonly SharedTaste[]): Taste {
  if (linked.length === 0) return own
  return {
    ...own,
    categories: blend(
      own.categories,
      linked.map(({ categories }) => categories),
    ),
    brands: blend(
      own.brands,
      linked.map(({ brands }) => brands),
    ),
  }
}

type Shares = Readonly<Record<string, number>>

/** Mean of the shares; who has none yet takes no part in it, so that a new phone has the laptop's taste, at half strength. */
function blend(own: Shares, linked: readonly Shares[]): Shares {
  const others = linked.filter((shares) => Object.keys(shares).length > 0)
  const weight = 1 + LINKED * others.length
  const sums = Object.entries(own).map(([key, share]): [string, number] => [key, share / weight])
  const blended = new Map(sums)
  for (const shares of others) {
    for (const [key, share] of Object.entries(shares))
      blended.set(key, (blended.get(key) ?? 0) + (LINKED * share) / weight)
  }
  return Object.fromEntries(blended)
}
