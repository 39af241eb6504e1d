import type { createOutbox, Outbox } from './outbox.ts'

/** Written by the build: the outbox module's content hash, which is its address. */
declare const OUTBOX_HASH: string

export interface LazyOutbox extends Outbox {
  /** Deletes the whole database, whether it was opened here or not. */
  clear(): void
}

/**
 * The outbox as the sender sees it. Its module and the database behind it come with the first use, which is after
 * consent; calls made meanwhile keep their order. If the module does not arrive, memory is the queue.
 */
export function lazyOutbox(endpoint: string, name: string, owner: string): LazyOutbox {
  let loading: Promise<Outbox | null> | null = null

  function load(): Promise<Outbox | null> {
    loading ??= import(`${endpoint}/v/${OUTBOX_HASH}.js`).then(
      (module: { createOutbox: typeof createOutbox }) => module.createOutbox(name, owner, Date.now),
      () => null, // offline or blocked
    )
    return loading
  }

  return {
    put: (parcel) => void load().then((outbox) => outbox?.put(parcel)),
    remove: (ids) => void loading?.then((outbox) => outbox?.remove(ids)),
    recover: async () => (await load())?.recover() ?? [],
    rest: () => void loading?.then((outbox) => outbox?.rest()),
    clear() {
      loading?.then((outbox) => outbox?.rest())
      loading = null
      try {
        indexedDB.deleteDatabase(name)
      } catch {
        // storage is blocked: nothing was kept
      }
    },
  }
}
