import type { Feature } from './feature.ts'

type Trait = readonly [name: string, value: unknown, at: number]

const MOST_TRAITS = 100
const LONGEST_NAME = 100
/** JSON characters of one value; what is longer is a document, not a fact. */
const LONGEST_VALUE = 1000

/** What the shop's server, or a person it vouches for, states about the person. The last word on each trait stands. */
export const traits = statedTraits('traits', (isTrusted) => isTrusted)

/** What a browser states without proof: kept apart, and never used to decide or to join people. */
export const claims = statedTraits('claims', (isTrusted) => !isTrusted)

function statedTraits<Name extends string>(name: Name, isHeard: (isTrusted: boolean) => boolean) {
  const feature: Feature<readonly Trait[], Record<string, unknown>, Name> = {
    name,
    purpose: 'analytics',
    initial: [],

    update(state, { name: event, isTrusted = false, properties, time }) {
      if (event !== 'identified' || !isHeard(isTrusted)) return state
      return Object.entries(properties).reduce<readonly Trait[]>(
        (known, [trait, value]) => stated(known, [trait, value, time]),
        state,
      )
    },

    value(state) {
      return {
        value: Object.fromEntries(state.map(([trait, value]) => [trait, value])),
        asOf: state.reduce((last, [, , at]) => Math.max(last, at), 0),
      }
    },

    combine(bases) {
      return bases
        .flat()
        .toSorted((a, b) => a[2] - b[2])
        .reduce(stated, [])
    },
  }
  return feature
}

/** `null` takes a trait away; a blank text says nothing and overwrites nothing. */
function stated(known: readonly Trait[], trait: Trait): readonly Trait[] {
  const [name, value] = trait
  if (value === '' || name.length > LONGEST_NAME) return known
  const index = known.findIndex((other) => other[0] === name)
  if (value === null) return index < 0 ? known : known.toSpliced(index, 1)
  if (JSON.stringify(value).length > LONGEST_VALUE) return known
  if (index >= 0) return known.with(index, trait)
  return known.length < MOST_TRAITS ? [...known, trait] : known
}
