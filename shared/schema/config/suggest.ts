import { distance } from 'fastest-levenshtein'

/** `productViewed` has one separator less than `product_viewed` and is no further away for it. */
const SEPARATORS = 4

/** The known name that was probably meant, or undefined if none is near: a third of the letters may differ. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const wanted = plain(written)
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of known) {
    if (Math.abs(name.length - written.length) > least + SEPARATORS) continue
    const steps = distance(wanted, plain(name))
    if (steps < least) {
      best = name
      least = steps
    }
  }
  return best
}

/** `Did you mean "…"?`, the list of what is known when that is short, or undefined. */
export function suggestion(written: string, known: readonly string[]): string | undefined {
  const name = nearest(written, known)
  if (name !== undefined) return `Did you mean "${name}"?`
  if (known.length === 0 || known.length > 16) return undefined
  return `Known: ${known.join(', ')}.`
}

/** The duration that a text such as `14 days` or `2 hours` spells out. */
export function nearestDuration(written: string): string | undefined {
  const match = /^\s*(\d{1,6})\s*([a-z]+)\.?\s*$/i.exec(written)
  const unit = match && UNITS.find(([, words]) => words.test(match[2]!))?.[0]
  return unit && Number(match[1]) > 0 ? `${Number(match[1])}${unit}` : undefined
}

const UNITS: [unit: string, words: RegExp][] = [
  ['m', /^(m|mins?|minut[eoi]s?|minut[ay]?)$/i],
  ['h', /^(h|hrs?|hours?|or[ae]|godzin[ay]?)$/i],
  ['d', /^(d|days?|giorn[oi]|dni|dzie[nń])$/i],
  ['w', /^(w|wks?|weeks?|settiman[ae]|tygodni[ae]?)$/i],
  ['mo', /^(mo|mos|months?|mes[ei]|miesi[aą]c[ea]?)$/i],
  ['y', /^(y|yrs?|years?|ann[oi]|lat|rok)$/i],
]

/** `Product Viewed`, `productViewed` and `product-viewed` are near misses of `product_viewed`, not other names. */
function plain(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase()
}
