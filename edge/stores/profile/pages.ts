import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import { compareCopies } from './admission.ts'
import { digestColumn } from './dedupe-index.ts'
import type { Page, PageRequest } from './join-contract.ts'
import { type DecisionRecord, packRow, unpackRow } from './packed-row.ts'
import type { PageCursor } from './person-table.ts'
import type { ProfileStorage } from './storage.ts'

/** Rows looked at for one page. */
const PAGE_ROWS = 200
/** Rows that are handed over at once. */
const SMALL_ROWS = 40
/** Characters of a page; a call between objects takes 32 MB. */
const PAGE_LENGTH = 2_000_000
const START: PageCursor = { rows: 0, copies: 0 }

/** The rows of some members, a page at a time: those this object accepted, then its copies of others. */
export function readPage(
  storage: ProfileStorage,
  own: string,
  { homes, cursor }: Pick<PageRequest, 'homes' | 'cursor'>,
  limit = PAGE_ROWS,
): Page {
  const wanted = new Set(homes)
  const from = cursor ?? START
  const rows = storage.rowsAfter(from.rows, limit)
  if (rows.length > 0) {
    const { taken, last } = upToLength(rows, ({ sequence }) => sequence)
    const homed = taken.map(({ sequence, home, body }) => ({
      origin: own,
      sequence,
      home: home ?? own,
      body,
    }))
    return { rows: homed.filter(({ home }) => wanted.has(home)), next: { ...from, rows: last } }
  }
  const copies = storage.copies.after(from.copies, limit)
  const { taken, last } = upToLength(copies, ({ id }) => id)
  return {
    rows: taken
      .filter(({ home }) => wanted.has(home))
      .map(({ origin, sequence, home, body }) => ({ origin, sequence, home, body })),
    next: copies.length > 0 ? { ...from, copies: last } : null,
  }
}

/** Everything at once, if it is little: most people who are joined have not done much yet. */
export function readSmall(storage: ProfileStorage, own: string, homes: string[]): Page {
  const rows: Page['rows'] = []
  let cursor: PageCursor | null = null
  for (let pages = 0; pages < 3; pages++) {
    const page = readPage(storage, own, { homes, cursor }, SMALL_ROWS)
    rows.push(...page.rows)
    cursor = page.next
    if (cursor === null) break
  }
  return { rows, next: cursor }
}

/** Places of copies in the order of a person's events: behind all rows that one object could accept. */
const COPIES_FROM = 2 ** 40

/** A person's events from behind a place on: those this object accepted in order of arrival, then its copies. */
export function eventsAfter(
  storage: ProfileStorage,
  after: number,
  limit: number,
): { events: StoredEvent[]; next: number | null } {
  const { homes } = storage
  const isIn = ({ home }: { home: string | null }) => home === null || homes.has(home)
  const rows = after < COPIES_FROM ? storage.rowsAfter(after, limit) : []
  const copies =
    rows.length < limit ? storage.copies.after(Math.max(0, after - COPIES_FROM), limit - rows.length) : []
  const events = [...rows, ...copies].filter(isIn).flatMap(({ body }) => unpackRow(body).events)
  if (rows.length + copies.length < limit) return { events, next: null }
  const last = copies.at(-1)
  return { events, next: last ? COPIES_FROM + last.id : rows.at(-1)!.sequence }
}

/** Takes in a page. What is here already is compared: of two copies of an event the least stands. */
export function takePage(storage: ProfileStorage, own: string, { rows }: Page): void {
  const known = new Map<string, Map<number, number>>()
  for (const row of rows) {
    const mine = row.origin === own ? storage.ownRow(row.sequence, row.home) : null
    if (mine !== null) {
      replaceWithLeast(storage, row.sequence, mine, row.body)
      continue
    }
    const whose = `${row.origin} ${row.home}`
    const ids = known.get(whose) ?? storage.copies.idsOf(row.origin, row.home)
    known.set(whose, ids)
    const id = ids.get(row.sequence)
    if (id !== undefined) {
      replaceWithLeast(storage, -id, storage.copies.get(id).body, row.body)
      continue
    }
    const digests = digestColumn(unpackRow(row.body).events)
    ids.set(row.sequence, storage.copies.insert({ ...row, digests }))
  }
}

function replaceWithLeast(storage: ProfileStorage, sequence: number, body: string, other: string): void {
  if (body === other) return
  const mine = unpackRow(body)
  const theirs = unpackRow(other).events
  const events = mine.events.map((event) => {
    const copy = theirs.find(
      ({ source, messageId }) => source === event.source && messageId === event.messageId,
    )
    return copy && compareCopies(copy, event) < 0 ? copy : event
  })
  const least = packRow({ ...mine, events })
  if (least !== body) storage.replaceRow(sequence, least)
}

function upToLength<Row extends { body: string }>(rows: Row[], number: (row: Row) => number) {
  const taken: Row[] = []
  let length = 0
  for (const row of rows) {
    if (taken.length > 0 && length + row.body.length > PAGE_LENGTH) break
    taken.push(row)
    length += row.body.length
  }
  return { taken, last: taken.length > 0 ? number(taken.at(-1)!) : 0 }
}

/** The decisions kept with the rows, newest last. */
export function decisionsIn(storage: ProfileStorage): DecisionRecord[] {
  const decisions = storage.bodies().flatMap(({ body }) => unpackRow(body).decision ?? [])
  return decisions.sort((a, b) => a.at - b.at)
}
