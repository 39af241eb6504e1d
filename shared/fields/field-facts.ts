import type { CleanValue } from '../clean/clean-value.ts'
import { CONSENT_BITS, type ConsentStamp } from '../schema/consent.ts'
import {
  type ClassifiedField,
  type ClassifiedFields,
  type FieldEvent,
  valuesIn,
} from './classified-fields.ts'
import { valuesAt } from './field-path.ts'
import { isMeant, type ValueSource, valueSource } from './value-source.ts'

/** What is known of a person by one classified field. */
export interface FieldFact {
  /** In the spelling of its type. */
  value: CleanValue
  /** As it was sent. */
  original: unknown
  /** The field it was sent in, as the setup writes it. */
  field: string
  source: ValueSource
  /** Epoch ms. */
  at: number
}

/** The fact under its name, and how many different values were stated. */
export interface KnownField {
  name: string
  fact: FieldFact
  values: number
}

export interface FactEvent extends FieldEvent {
  time: number
  source: string
  consent: ConsentStamp
}

const MOST_VALUES = 200
const MOST_SOURCES = 50
const { analytics: _analytics, personalization: _personalization, ...OF_CHANNELS } = CONSENT_BITS
const MARKETING = Object.values(OF_CHANNELS).reduce((bits: number, bit) => bits | bit, 0)

/**
 * Consolidates what many events say into one value for each meaning, by the policy of the field. Events come in
 * canonical order, each once; what does not clean to its type says nothing, and `null` in a trusted trait takes back
 * what was said before.
 */
export class FieldFacts {
  readonly #fields: ClassifiedFields
  readonly #known = new Map<string, Statements>()

  constructor(fields: ClassifiedFields) {
    this.#fields = fields
  }

  /** `seenFor`: the purposes for which the event may be seen now, by its own stamp and today's consent. */
  add(event: FactEvent, seenFor: ConsentStamp): void {
    for (const field of this.#fields.all) {
      if (!isSeen(field, seenFor)) continue
      for (const original of this.#originals(event, field)) {
        if (original === null && event.name === 'identified') this.#known.delete(field.name)
        const value = this.#fields.clean(original, field)
        if (value === undefined) continue
        const fact = { value, original, field: field.key, source: valueSource(event.source), at: event.time }
        note(this.#statements(field.name), fact)
      }
    }
  }

  /** The value that stands; undefined = nothing known. */
  get(name: string): FieldFact | undefined {
    const statements = this.#known.get(name)
    const keep = this.#fields.byName.get(name)?.[0]?.setting.keep ?? 'newest'
    return statements && (typeof keep === 'string' ? kept(statements, keep) : bySource(statements, keep))
  }

  /** All that is known. */
  entries(): KnownField[] {
    return [...this.#fields.byName.keys()].flatMap((name) => {
      const fact = this.get(name)
      return fact ? [{ name, fact, values: this.#known.get(name)!.counts.size }] : []
    })
  }

  /** An editor names the meaning, wherever senders put it; one field of that meaning hears it for all. */
  #originals(event: FactEvent, field: ClassifiedField): unknown[] {
    if (event.name !== 'identified' || valueSource(event.source).kind !== 'desk')
      return valuesIn(event, field)
    const isFirst = this.#fields.byName.get(field.name)?.[0] === field
    return isFirst ? valuesAt(event.properties, [field.name]) : []
  }

  #statements(name: string): Statements {
    const known = this.#known.get(name) ?? { newest: undefined, bySource: new Map(), counts: new Map() }
    this.#known.set(name, known)
    return known
  }
}

interface Statements {
  newest: FieldFact | undefined
  bySource: Map<string, FieldFact>
  /** Value as JSON → how often, and the newest of them. */
  counts: Map<string, { count: number; newest: FieldFact }>
}

function note(known: Statements, fact: FieldFact): void {
  known.newest = fact
  const source = `${fact.source.kind}:${fact.source.name ?? ''}`
  if (known.bySource.size < MOST_SOURCES || known.bySource.has(source)) known.bySource.set(source, fact)
  const key = JSON.stringify(fact.value)
  const counted = known.counts.get(key)
  if (counted) known.counts.set(key, { count: counted.count + 1, newest: fact })
  else if (known.counts.size < MOST_VALUES) known.counts.set(key, { count: 1, newest: fact })
}

/** Of values stated equally often, the one stated last. */
function kept(known: Statements, keep: 'newest' | 'most frequent'): FieldFact | undefined {
  if (keep === 'newest') return known.newest
  const ranked = [...known.counts.values()].sort(
    (a, b) =>
      b.count - a.count ||
      Number(b.newest === known.newest) - Number(a.newest === known.newest) ||
      b.newest.at - a.newest.at,
  )
  return ranked[0]?.newest
}

/** Of the first source that said anything, its newest word; whoever is not named comes after all who are. */
function bySource(known: Statements, order: readonly string[]): FieldFact | undefined {
  const facts = [...known.bySource.values()].sort((a, b) => b.at - a.at)
  for (const entry of order) {
    const found = facts.find(({ source }) => isMeant(entry, source))
    if (found) return found
  }
  return known.newest
}

function isSeen({ setting: { purpose } }: ClassifiedField, seenFor: ConsentStamp): boolean {
  if (purpose === 'marketing') return (seenFor & MARKETING) !== 0
  return (seenFor & CONSENT_BITS[purpose ?? 'analytics']) !== 0
}
