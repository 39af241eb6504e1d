import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { buryPerson } from '../../../../../edge/stores/profile/bury-person.ts'
import type { Visit } from '../../../../../edge/stores/profile/contract.ts'
import { Person } from '../../../../../edge/stores/profile/person.ts'
import type { ErasureReceipt } from '../../../../../shared/privacy/erasure-receipt.ts'

const RECEIPT: ErasureReceipt = { id: 'e_1', erasedAt: new Date(3000).toISOString(), erased: [] } as never

const visit = (now: number): Visit => ({
  shop: { id: 'boots' },
  profile: 'p_1',
  now,
  events: [
    {
      source: 'b:1',
      messageId: `m${now}`,
      time: now,
      receivedAt: now,
      consent: 3,
      name: 'product_viewed',
      raw: '{"properties":{"product_id":"boot-1"}}',
    },
  ],
})

/** An object's storage in memory: SQL as the platform gives it, and a deletion that empties it at once. */
function objectStorage() {
  let database = new DatabaseSync(':memory:')
  const exec = (query: string, ...values: (string | number | null | ArrayBuffer)[]) => {
    const bound = values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value))
    const isScript = values.length === 0 && query.split(';').filter((part) => part.trim()).length > 1
    if (isScript) database.exec(query)
    const rows = isScript ? [] : database.prepare(query).all(...bound)
    return { toArray: () => rows, one: () => rows[0], [Symbol.iterator]: () => rows[Symbol.iterator]() }
  }
  const deleteAll = () => {
    database = new DatabaseSync(':memory:')
    return new Promise<void>(() => undefined)
  }
  return { sql: { exec } as never, deleteAll }
}

function somebody() {
  const storage = objectStorage()
  const person = new Person(storage.sql)
  const change = person.take(visit(2000))
  if (typeof change === 'string') throw new Error(change)
  person.write(change)
  return { storage, person }
}

test('a visit that was waiting while its person is erased brings nothing', () => {
  const { person } = somebody()
  person.startErasing()
  expect(person.take(visit(2500))).toBe('erased')
})

test('nor does one that was waiting until the person was buried', () => {
  const { storage, person } = somebody()
  person.startErasing()
  void buryPerson(storage, person, RECEIPT)
  expect(person.take(visit(3100))).toBe('erased')
  expect(new Person(storage.sql)).toMatchObject({ self: null, isErased: true, erasedAt: 3000 })
})

test('the tombstone is written before the deletion is confirmed: nothing may come between the two', () => {
  const { storage, person } = somebody()
  person.startErasing()
  // The confirmation never comes.
  void buryPerson(storage, person, RECEIPT)
  expect(new Person(storage.sql).receipt).toEqual(RECEIPT)
})
