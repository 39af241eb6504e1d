import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { isOrphan, type Kept, surplus } from './outbox-policy.ts'
import type { Parcel } from './parcel.ts'

interface Row extends Parcel {
  /** The tab that is sending it. */
  owner: string
}

interface Schema extends DBSchema {
  events: { key: string; value: Row }
}

/** What is sent and not yet acknowledged, so that an outage or a closed tab loses nothing. */
export interface Outbox {
  put(parcel: Parcel): void
  remove(ids: string[]): void
  /** Takes over what tabs that are gone left behind, oldest first. */
  recover(): Promise<Parcel[]>
  /** Lets go of database and lock before the page sleeps: either would keep it out of the back-forward cache. */
  rest(): void
}

/**
 * The outbox over IndexedDB, fetched only when it is needed. Opened at the first use, which the caller allows only after consent.
 * Where the database is blocked or broken every call does nothing: the sender's memory is the queue then.
 */
export function createOutbox(name: string, owner: string, now: () => number): Outbox {
  const kept = new Map<string, Kept>()
  let opening: Promise<IDBPDatabase<Schema> | null> | null = null
  let letGo: (() => void) | undefined

  async function openEvents(): Promise<IDBPDatabase<Schema>> {
    return openDB<Schema>(name, 1, {
      upgrade: (db) => {
        db.createObjectStore('events', { keyPath: 'id' })
      },
      blocking: rest, // another tab deletes it: consent was withdrawn there
      terminated: () => {
        opening = null
      },
    })
  }

  function open(): Promise<IDBPDatabase<Schema> | null> {
    // Where the browser blocks storage, opening throws or rejects: nothing can be kept, nothing breaks.
    opening ??= openEvents().catch(() => null)
    if (!letGo) {
      const held = new Promise<void>((resolve) => {
        letGo = resolve
      })
      navigator.locks?.request(`${name}:${owner}`, () => held).catch(() => undefined) // opaque origins have none
    }
    return opening
  }

  function use<Result>(work: (db: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result | undefined> {
    return open()
      .then((db) => (db ? work(db) : undefined))
      .catch(() => undefined) // quota, or closed meanwhile: the network road is still open
  }

  function remove(ids: string[]): void {
    if (!ids.length) return
    for (const id of ids) kept.delete(id)
    use(async (db) => {
      const { store, done } = db.transaction('events', 'readwrite')
      await Promise.all([...ids.map((id) => store.delete(id)), done])
    })
  }

  function rest(): void {
    opening?.then((db) => db?.close())
    opening = null
    letGo?.()
    letGo = undefined
  }

  return {
    put(parcel) {
      kept.set(parcel.id, parcel)
      use((db) => db.put('events', { ...parcel, owner }))
      remove(surplus(kept.values(), now()))
    },
    remove,
    async recover() {
      const locks = await navigator.locks?.query().catch(() => null)
      const alive = locks && new Set(locks.held?.map((lock) => lock.name?.slice(name.length + 1) ?? ''))
      const rows = await use(async (db) => {
        // One transaction: of two tabs that look at the same moment only one finds an orphan.
        const { store, done } = db.transaction('events', 'readwrite')
        const all = await store.getAll()
        const orphans = all.filter((row) => row.owner !== owner && isOrphan(row, alive ?? null, now()))
        await Promise.all([...orphans.map((row) => store.put({ ...row, owner })), done])
        for (const row of all) kept.set(row.id, row)
        return orphans
      })
      const late = new Set(surplus(kept.values(), now()))
      remove([...late])
      return (rows ?? []).filter((row) => !late.has(row.id)).map(({ owner: _, ...parcel }) => parcel)
    },
    rest,
  }
}
