import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldChanges, withoutPerson } from '../../../../shared/fields/field-change.ts'
import { fieldNotes } from '../../../../shared/fields/field-notes.ts'
import {
  addChange,
  examplesOf,
  type FieldRecord,
  forgetIn,
  newField,
  seenIn,
} from '../../../../shared/fields/field-record.ts'
import { fieldSightings } from '../../../../shared/fields/field-sightings.ts'
import { fnv1a } from '../../../../shared/lib/hash.ts'

const OPTIONS = { digest: fnv1a, isPersonal: false }

interface Sent {
  person: number
  properties: object
  name?: string
  time?: number
}

function rowOf({ person, properties, name = 'product_viewed', time = 0 }: Sent) {
  const notes = fieldNotes([{ name, time, isTrusted: false, ...fieldSightings({ properties }) }])
  return { person, notes }
}

/** The catalogue after these events, each of which came in a batch of its own. */
function catalogueOf(sent: readonly Sent[], options = OPTIONS): Map<string, FieldRecord> {
  const records = new Map<string, FieldRecord>()
  for (const one of sent) {
    for (const change of fieldChanges([rowOf(one)]).fields) {
      const record = records.get(change.path) ?? newField(change)
      records.set(change.path, record)
      addChange(record, change, options)
    }
  }
  return records
}

const viewBy = (person: number, colour: string): Sent => ({ person, properties: { colour } })

describe('examples', () => {
  test('a value becomes one when three people share it, and not before', () => {
    const sent = [viewBy(1, 'red'), viewBy(1, 'red'), viewBy(2, 'red')]
    const two = catalogueOf(sent).get('properties.colour')!
    expect(examplesOf(two)).toEqual([])
    expect(JSON.stringify(two)).not.toContain('red')
    expect(examplesOf(catalogueOf([...sent, viewBy(3, 'red')]).get('properties.colour')!)).toEqual(['red'])
  })

  test('with one of the three it goes again, in clear and altogether', () => {
    const field = catalogueOf([viewBy(1, 'red'), viewBy(2, 'red'), viewBy(3, 'red')]).get(
      'properties.colour',
    )!
    expect(forgetIn(field, 2)).toBe(true)
    expect(examplesOf(field)).toEqual([])
    expect(JSON.stringify(field)).not.toContain('red')
  })

  test('a field that the shop calls personal has none, also those it had', () => {
    const sent = [1, 2, 3].map((person) => viewBy(person, 'red'))
    const field = catalogueOf(sent).get('properties.colour')!
    for (const change of fieldChanges([rowOf(viewBy(4, 'red'))]).fields)
      addChange(field, change, { ...OPTIONS, isPersonal: true })
    expect(examplesOf(field)).toEqual([])
  })

  test('values that are all different push none out that is shared', () => {
    const own = Array.from({ length: 100 }, (_value, person) =>
      viewBy(person, `colour ${'abcdefghij'[person % 10]}${'abcdefghij'[Math.floor(person / 10)]}`),
    )
    const shared = [1, 2, 3].map((person) => viewBy(person, 'red'))
    const field = catalogueOf([...shared, ...own]).get('properties.colour')!
    expect(examplesOf(field)).toEqual(['red'])
    expect(field.values.length).toBeLessThanOrEqual(12)
  })
})

test('a field that only one person had goes with them; one that others had stays', () => {
  const records = catalogueOf([
    { person: 1, properties: { secret_wish: 'x', colour: 'red' } },
    { person: 2, properties: { colour: 'blue' } },
  ])
  expect(forgetIn(records.get('properties.secret_wish')!, 1)).toBe(false)
  expect(forgetIn(records.get('properties.colour')!, 1)).toBe(true)
})

test('a field of many people stays when those of them who are known have all gone', () => {
  const field = catalogueOf([1, 2, 3, 4, 5, 6].map((person) => viewBy(person, 'red'))).get(
    'properties.colour',
  )!
  expect([1, 2, 3, 4, 5].map((person) => forgetIn(field, person)).at(-1)).toBe(true)
  expect(examplesOf(field)).toEqual([])
})

test('what waits to be sent forgets a person too, and a field and an event name that only they had', () => {
  const changes = fieldChanges([
    rowOf({ person: 1, properties: { mine: 'only', colour: 'red' }, name: 'mine_alone' }),
    rowOf({ person: 2, properties: { colour: 'red' } }),
  ])
  const left = withoutPerson(changes, 1)
  expect(left.fields.map(({ path }) => path)).toEqual(['properties.colour'])
  expect(JSON.stringify(left)).not.toMatch(/mine|only/)
  expect(left.fields[0]!.people).toEqual([2])
})

test('ten thousand fields in one batch are cut, counted and said', () => {
  const sent = Array.from({ length: 100 }, (_value, batch) =>
    rowOf({
      person: batch,
      properties: Object.fromEntries(
        Array.from({ length: 100 }, (_, field) => [`made_up_${batch}_${field}`, 1]),
      ),
    }),
  )
  const { fields, left } = fieldChanges(sent)
  expect(fields).toHaveLength(5000)
  expect(left).toBe(5000)
})

test('however events are batched, counts and times come out the same', () => {
  const events = fc.array(
    fc.record({
      person: fc.integer({ min: 1, max: 4 }),
      time: fc.integer({ min: 0, max: 100 }),
      name: fc.constantFrom('a', 'b'),
      properties: fc.dictionary(
        fc.constantFrom('x', 'y', 'z'),
        fc.oneof(fc.constant('v'), fc.integer(), fc.boolean()),
      ),
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(events, (sent) => {
      const whole = new Map<string, FieldRecord>()
      for (const change of fieldChanges(sent.map(rowOf)).fields) {
        const record = newField(change)
        addChange(record, change, OPTIONS)
        whole.set(change.path, record)
      }
      const summary = (records: Map<string, FieldRecord>) =>
        [...records]
          .map(([path, { types, events, firstAt, lastAt, people }]) =>
            JSON.stringify([path, types, Object.entries(events).sort(), firstAt, lastAt, [...people].sort()]),
          )
          .sort()
      expect(summary(whole)).toEqual(summary(catalogueOf(sent)))
      for (const [path, record] of whole) {
        const key = path.slice('properties.'.length)
        expect(seenIn(record)).toBe(sent.filter(({ properties }) => Object.hasOwn(properties, key)).length)
      }
    }),
  )
})
