import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { expect, test } from 'vitest'
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

test('past a flood of claims the one that fits the waiting confirmation is still heard', () => {
  const flood = Array.from({ length: 1000 }, (_value, index) => claim(`p${index}`, { ...TRUE, total: index }))
  const storage = storageOf(...flood)
  storage.addWaiting(HASH, word('order_cancelled:1'), { total: 3, currency: 'EUR' }, 1)
  storage.addWaiting(HASH, word('order_completed:1'), TRUE, 2)
  storage.addOrderClaim(HASH, claim('liar', { ...TRUE, total: 5 }))
  storage.addOrderClaim(HASH, claim('shopper'))
  expect(storage.ownerOf(HASH)).toBe('shopper')
  storage.bury('shopper', 1)
  expect(storage.ownerOf(HASH, { ...TRUE, total: 5 })).toBe('p5')
})
