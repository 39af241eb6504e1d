import { describe, expect, test } from 'vitest'
import { classifyFields } from '../../../../shared/fields/classified-fields.ts'
import { type FactEvent, FieldFacts } from '../../../../shared/fields/field-facts.ts'
import type { FieldSettings } from '../../../../shared/schema/config/field-setup.ts'

const CONTEXT = { currency: 'EUR', country: 'IT', languages: ['it'] }
const ALL = 255

let time = 0
function nextTime(): number {
  time += 1
  return time
}
const event = (properties: object, extra: Partial<FactEvent> = {}): FactEvent => ({
  name: 'product_viewed',
  time: nextTime(),
  source: 'b:handle',
  consent: ALL,
  properties: properties as FactEvent['properties'],
  ...extra,
})
const stated = (traits: object, source = 's') =>
  event(traits, { name: 'identified', isTrusted: true, source })

function factsOf(settings: FieldSettings, events: readonly FactEvent[], seenFor = ALL): FieldFacts {
  const facts = new FieldFacts(classifyFields(settings, CONTEXT))
  for (const one of events) facts.add(one, seenFor)
  return facts
}

const settled = (settings: FieldSettings, events: readonly FactEvent[], name = 'tier') =>
  factsOf(settings, events).get(name)?.value

describe('where a field is read', () => {
  const inEverything = [event({ tier: 'a' }), stated({ tier: 'b' }), event({ products: [{ tier: 'c' }] })]
  test.each([
    ['tier', ['a', 'b', 'c']],
    ['properties.tier', ['a']],
    ['traits.tier', ['b']],
    ['properties.products[].tier', ['c']],
    ['context.tier', []],
  ])('%s', (key, values) => {
    const found = inEverything.map((one) => settled({ [key]: { type: 'text', meaning: 'tier' } }, [one]))
    expect(found.filter((value) => value !== undefined)).toEqual(values)
  })

  test('what a browser claims in traits is not heard', () => {
    expect(
      settled({ tier: { type: 'text' } }, [event({ tier: 'gold' }, { name: 'identified' })]),
    ).toBeUndefined()
  })

  test('a nested path, and the entries of a list', () => {
    const settings: FieldSettings = {
      'properties.card.level': { type: 'text', meaning: 'tier' },
      'properties.tags[]': { type: 'text', meaning: 'tag' },
    }
    const facts = factsOf(settings, [event({ card: { level: ' Gold ' }, tags: ['x', 'y'] })])
    expect(facts.get('tier')).toMatchObject({
      value: 'Gold',
      original: ' Gold ',
      field: 'properties.card.level',
    })
    expect(facts.get('tag')?.value).toBe('y')
  })

  test('a name of its own comes from the path', () => {
    const names = classifyFields(
      {
        'properties.products[].shade': { type: 'text' },
        'traits.club.level': { type: 'text' },
        plain: { type: 'text' },
      },
      CONTEXT,
    ).all.map(({ name }) => name)
    expect(names).toEqual(['shade', 'club.level', 'plain'])
  })
})

describe('which value stands', () => {
  const statements = [
    stated({ tier: 'silver' }, 'm:Anna'),
    stated({ tier: 'silver' }, 'm:Bea'),
    stated({ tier: 'gold' }),
    event({ tier: 'bronze' }),
  ]
  test.each<[FieldSettings[string]['keep'], string]>([
    [undefined, 'bronze'],
    ['newest', 'bronze'],
    ['most frequent', 'silver'],
    [['server'], 'gold'],
    [['desk', 'server'], 'silver'],
    [['desk:Carla', 'browser'], 'bronze'],
  ])('keep %j → %s', (keep, expected) => {
    expect(settled({ tier: { type: 'text', keep } }, statements)).toBe(expected)
  })

  test('each value knows its source, field and time, and an editor has a name', () => {
    const settings: FieldSettings = {
      telefono: { type: 'phone', meaning: 'tel', keep: ['desk', 'server'] },
      tel: { type: 'phone', keep: ['desk', 'server'] },
    }
    const facts = factsOf(settings, [
      stated({ tel: '333 123 4567' }, 'm:Anna'),
      stated({ tel: '+48601234567' }),
    ])
    expect(facts.get('tel')).toEqual({
      value: '+393331234567',
      original: '333 123 4567',
      field: 'telefono',
      source: { kind: 'desk', name: 'Anna' },
      at: expect.any(Number),
    })
    expect(facts.entries().map(({ name, values }) => [name, values])).toEqual([['tel', 2]])
  })

  test('an editor states the meaning, wherever senders put it', () => {
    const settings: FieldSettings = {
      'properties.card.level': { type: 'text', meaning: 'tier', keep: ['desk'] },
    }
    const facts = factsOf(settings, [
      event({ card: { level: 'gold' } }),
      stated({ tier: 'silver' }, 'm:Anna'),
    ])
    expect(facts.get('tier')).toMatchObject({ value: 'silver', source: { kind: 'desk', name: 'Anna' } })
  })

  test('of equally frequent ones the last', () => {
    const equal = [event({ tier: 'a' }), event({ tier: 'b' }), event({ tier: 'a' }), event({ tier: 'b' })]
    expect(settled({ tier: { type: 'text', keep: 'most frequent' } }, equal)).toBe('b')
  })

  test('spellings of one value are one value', () => {
    const settings: FieldSettings = { tier: { type: 'text', case: 'lower', keep: 'most frequent' } }
    expect(
      settled(settings, [event({ tier: 'Gold' }), event({ tier: 'GOLD ' }), event({ tier: 'silver' })]),
    ).toBe('gold')
  })

  test('what is not of the type says nothing; null in a trusted trait takes back', () => {
    const settings: FieldSettings = { visits: { type: 'number' } }
    expect(settled(settings, [event({ visits: '12' }), event({ visits: 'many' })], 'visits')).toBe(12)
    expect(settled(settings, [stated({ visits: 12 }), stated({ visits: null })], 'visits')).toBeUndefined()
    expect(settled(settings, [event({ visits: 12 }), event({ visits: null })], 'visits')).toBe(12)
  })
})

test.each([
  ['analytics', 1, 'gold'],
  ['personalization', 1, undefined],
  ['personalization', 3, 'gold'],
  ['marketing', 3, undefined],
  ['marketing', 7, 'gold'],
] as const)('a field for %s, where %i is agreed to: %j', (purpose, seenFor, expected) => {
  expect(
    factsOf({ tier: { type: 'text', purpose } }, [event({ tier: 'gold' })], seenFor).get('tier')?.value,
  ).toBe(expected)
})
