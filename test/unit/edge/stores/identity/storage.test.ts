import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { IdentityStorage } from '../../../../../edge/stores/identity/storage.ts'
import type { StoredEvent } from '../../../../../shared/schema/stored-event.ts'

type Sql = ConstructorParameters<typeof IdentityStorage>[0]

/** The part of a Durable Object's SQL that the storage uses. */
function sqlStorage(): Sql {
  const database = new DatabaseSync(':memory:')
  const exec = (text: string, ...values: SQLInputValue[]) => {
    const isScript = text.includes(';')
    if (isScript) database.exec(text)
    const rows = isScript ? [] : database.prepare(text).all(...values)
    return { toArray: () => rows, one: () => rows[0] }
  }
  return { exec } as unknown as Sql
}

const HASH = 'order'
const TRUE = { total: 15000, currency: 'EUR' }
const claim = (profile: string, stated: object = TRUE, isTrusted = false) => ({
  profile,
  total: null,
  currency: null,
  ...stated,
  isTrusted,
})
const word = (messageId: string) => ({ messageId }) as StoredEvent

function storageOf(...claims: ReturnType<typeof claim>[]) {
  const storage = new IdentityStorage(sqlStorage())
  for (const each of claims) storage.addOrderClaim(HASH, each)
  return storage
}

test.each([
  ['the true total and currency', TRUE, 'p'],
  ['another total', { ...TRUE, total: 1 }, null],
  ['another currency', { ...TRUE, currency: 'USD' }, null],
  ['no total', { currency: 'EUR' }, null],
  ['no currency', { total: 15000 }, null],
  ['nothing', {}, null],
])('a claim that states %s', (_what, stated, owner) => {
  expect(storageOf(claim('p', stated)).ownerOf(HASH, TRUE)).toBe(owner)
})

test.each([
  { total: null, currency: 'EUR' },
  { total: 15000, currency: null },
])('a word that states %j is nobody’s, unless the server has said whose the order is', (stated) => {
  const storage = storageOf(claim('p'), claim('q', {}))
  expect(storage.ownerOf(HASH, stated)).toBeNull()
  storage.trustClaim(HASH, 'p')
  expect(storage.ownerOf(HASH, stated)).toBe('p')
})

test('two claims that fit are nobody’s', () => {
  expect(storageOf(claim('p'), claim('q')).ownerOf(HASH, TRUE)).toBeNull()
})

test('a claim may be completed once, and not be changed', () => {
  const storage = storageOf(claim('p', {}), claim('p'), claim('q', { ...TRUE, total: 1 }), claim('q'))
  expect(storage.ownerOf(HASH, TRUE)).toBe('p')
})

const FLOODS: [string, (index: number) => object][] = [
  ['a different total each', (index) => ({ ...TRUE, total: 100_000 + index })],
  ['a different currency each', (index) => ({ ...TRUE, currency: `X${index}` })],
  ['the same wrong total', () => ({ ...TRUE, total: 1 })],
  ['no total', () => ({ currency: 'EUR' })],
  ['nothing', () => ({})],
]

describe.each(FLOODS)('a flood of claims that state %s', (_what, stateOf) => {
  const flood = (storage: IdentityStorage) => {
    for (let index = 0; index < 1200; index++) storage.addOrderClaim(HASH, claim(`f${index}`, stateOf(index)))
  }
  const confirm = (storage: IdentityStorage) => {
    storage.addWaiting(HASH, word('order_cancelled:1'), { total: 3, currency: 'EUR' }, 1)
    storage.addWaiting(HASH, word('order_completed:1'), TRUE, 2)
  }
  const buy = (storage: IdentityStorage) => storage.addOrderClaim(HASH, claim('shopper'))

  test.each([
    ['before shopper and server', [flood, buy, confirm]],
    ['between shopper and server', [buy, flood, confirm]],
    ['between server and shopper', [confirm, flood, buy]],
    ['after the server', [buy, confirm, flood]],
  ])('%s keeps nobody out', (_when, steps) => {
    const storage = storageOf()
    for (const step of steps) step(storage)
    expect(storage.ownerOf(HASH)).toBe('shopper')
  })
})

test('of claims that state the same only so many are kept, but whom the server names always', () => {
  const storage = storageOf(...Array.from({ length: 300 }, (_value, index) => claim(`p${index}`)))
  for (let index = 0; index < 100; index++) expect(storage.bury(`p${index}`, 1).orderClaims).toBe(1)
  for (let index = 100; index < 300; index++) expect(storage.bury(`p${index}`, 1).orderClaims).toBe(0)
  for (let index = 0; index < 200; index++) storage.addOrderClaim(HASH, claim(`q${index}`))
  storage.addOrderClaim(HASH, claim('named', {}, true))
  expect(storage.ownerOf(HASH, TRUE)).toBe('named')
})
