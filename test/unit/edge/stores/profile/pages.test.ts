import { expect, test } from 'vitest'
import { digestColumn } from '../../../../../edge/stores/profile/dedupe-index.ts'
import type { Page } from '../../../../../edge/stores/profile/join-contract.ts'
import { packRow, unpackRow } from '../../../../../edge/stores/profile/packed-row.ts'
import { readPage, takePage } from '../../../../../edge/stores/profile/pages.ts'
import { ProfileStorage } from '../../../../../edge/stores/profile/storage.ts'
import type { StoredEvent } from '../../../../../shared/schema/stored-event.ts'
import { fakeState } from '../fake-state.ts'

function object(profile: string): ProfileStorage {
  const storage = new ProfileStorage(fakeState().storage.sql as never)
  storage.create({ shop: { id: 'boots' }, profile, logKey: 'key' })
  return storage
}

const event = (messageId: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
  source: 's',
  messageId,
  time: 1,
  receivedAt: 1,
  consent: 1,
  name: 'viewed',
  raw: '{}',
  ...more,
})

function accept(storage: ProfileStorage, sequence: number, home: string | null, ...events: StoredEvent[]) {
  const row = { sequence, home, body: packRow({ events }), outbox: '{}' }
  storage.insertRow({ ...row, digests: digestColumn(events) })
}

function allOf(storage: ProfileStorage, own: string, homes: string[]): Page['rows'] {
  const rows: Page['rows'] = []
  for (let page = readPage(storage, own, { homes, cursor: null }); ; ) {
    rows.push(...page.rows)
    if (page.next === null) return rows
    page = readPage(storage, own, { homes, cursor: page.next })
  }
}
const idsIn = (rows: { body: string }[]) =>
  rows.flatMap(({ body }) => unpackRow(body).events.map(({ messageId }) => messageId)).sort()

test('a member takes along what was accepted for it, and leaves nothing behind', () => {
  const [head, member] = [object('p_1'), object('p_2')]
  accept(head, 1, null, event('own'))
  accept(head, 2, 'p_2', event('theirs'))
  takePage(member, 'p_2', { rows: allOf(head, 'p_1', ['p_2']), next: null })
  head.eraseRows('p_2')
  expect(idsIn(allOf(head, 'p_1', ['p_1', 'p_2']))).toEqual(['own'])
  expect(idsIn(allOf(member, 'p_2', ['p_2']))).toEqual(['theirs'])
})

test('the empty place of a row that has left hides it from nobody', () => {
  const [third, first, second] = [object('p_0'), object('p_1'), object('p_2')]
  accept(first, 1, 'p_2', event('theirs'))
  takePage(second, 'p_2', { rows: allOf(first, 'p_1', ['p_2']), next: null })
  first.eraseRows('p_2')
  takePage(third, 'p_0', { rows: allOf(first, 'p_1', ['p_1']), next: null })
  takePage(third, 'p_0', { rows: allOf(second, 'p_2', ['p_2']), next: null })
  expect(idsIn(allOf(third, 'p_0', ['p_1', 'p_2']))).toEqual(['theirs'])
})

test('of two copies of an event the least stands, however often a page comes', () => {
  const [head, member] = [object('p_1'), object('p_2')]
  accept(member, 1, null, event('a', { time: 5 }), event('b', { time: 5 }))
  const page = { rows: allOf(member, 'p_2', ['p_2']), next: null }
  takePage(head, 'p_1', page)
  head.replaceRow(-1, packRow({ events: [event('a', { time: 4 }), event('b', { time: 5 })] }))
  takePage(head, 'p_1', page)
  takePage(member, 'p_2', { rows: allOf(head, 'p_1', ['p_2']), next: null })
  for (const [storage, own] of [
    [head, 'p_1'],
    [member, 'p_2'],
  ] as const) {
    const rows = allOf(storage, own, ['p_2'])
    expect(rows).toHaveLength(1)
    expect(unpackRow(rows[0]!.body).events.map(({ time }) => time)).toEqual([4, 5])
  }
})
