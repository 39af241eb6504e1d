import type { Condition } from '../schema/config/condition.ts'
import type { Config } from '../schema/config/config.ts'
import type { CONSENT_BITS } from '../schema/consent.ts'
import { aboutTest } from './about.ts'
import { didTest } from './did.ts'
import type { Subject } from './subject.ts'
import { allOf, anyOf, NEVER, not, type Test, type Verdict } from './verdict.ts'
import type { ShopContext } from './where.ts'

export interface Membership {
  /** Names of the segments the person is in, in the order of the config. */
  segments: string[]
  /** Epoch ms from which time alone may change that; null = never. */
  validUntil: number | null
}

export interface CompiledSegments {
  names: readonly string[]
  evaluate(subject: Subject): Membership
}

/** Compiles every segment of a checked config, once for a version of it; evaluating is pure. */
export function compileSegments(
  config: Pick<Config, 'shop' | 'segments'>,
  options: Pick<ShopContext, 'rates' | 'orders' | 'fields'> = {},
): CompiledSegments {
  const shop = { currency: config.shop.currency, timezone: config.shop.timezone, ...options }
  const tests = new Map(
    Object.entries(config.segments ?? {}).map(([name, { who }]) => [name, compileCondition(who, shop)]),
  )
  return {
    names: [...tests.keys()],
    evaluate: (subject) => {
      const verdictOf = memoized(tests, subject)
      const segments: string[] = []
      let validUntil = NEVER
      for (const name of tests.keys()) {
        const { match, until } = verdictOf(name)
        if (match) segments.push(name)
        if (until < validUntil) validUntil = until
      }
      return { segments, validUntil: validUntil === NEVER ? null : validUntil }
    },
  }
}

/** Compiles one condition, such as a campaign's `who`. */
export function compileCondition(condition: Condition, shop: ShopContext): Test {
  if ('all' in condition) return allOf(condition.all.map((inner) => compileCondition(inner, shop)))
  if ('any' in condition) return anyOf(condition.any.map((inner) => compileCondition(inner, shop)))
  if ('none' in condition) return not(anyOf(condition.none.map((inner) => compileCondition(inner, shop))))
  if ('did' in condition) return didTest(condition, shop)
  if ('didNot' in condition) return not(didTest({ ...condition, did: condition.didNot }, shop))
  if ('about' in condition) return aboutTest(condition, shop)
  if ('inSegment' in condition) return (_subject, segment) => segment(condition.inSegment)
  if ('notInSegment' in condition) return not((_subject, segment) => segment(condition.notInSegment))
  if ('consent' in condition) return consentTest(condition.consent)
  throw new Error('inOrder is refused by the check of this version and cannot be compiled')
}

/** Answers `inSegment` from what was evaluated before, for conditions outside the segments. */
export function membershipIn(segments: Iterable<string>): (name: string) => Verdict {
  const names = new Set(segments)
  return (name) => ({ match: names.has(name), until: NEVER })
}

function memoized(tests: ReadonlyMap<string, Test>, subject: Subject): (name: string) => Verdict {
  const verdicts = new Map<string, Verdict>()
  const verdictOf = (name: string): Verdict => {
    const known = verdicts.get(name)
    if (known) return known
    const verdict = tests.get(name)?.(subject, verdictOf) ?? { match: false, until: NEVER }
    verdicts.set(name, verdict)
    return verdict
  }
  return verdictOf
}

function consentTest(agreement: string): Test {
  const purpose = agreement.replace('marketing.', '') as keyof typeof CONSENT_BITS
  return (subject) => ({ match: subject.hasConsent(purpose), until: NEVER })
}
