/** The part of an execution context that keeps work alive after the reply. */
export type WaitUntil = (work: Promise<unknown>) => void

export interface RefreshedOptions<Value, Context> {
  /** Reads one value; null = there is none. */
  load: (key: string, context: Context) => Promise<Value | null>
  /** How old a value may be before it is looked at again. */
  refreshMs: (context: Context) => number
  /** Is a value that was not looked at for several intervals (an idle isolate's) looked at before it is used? */
  isStrict?: boolean
  /** Values kept; the least recently used one goes first. */
  maxEntries: number
  /** Answers "there is none" kept, in a room of their own: guessing keys must not push real values out. */
  maxMisses?: number
  now?: () => number
  /** Told of refreshes that failed while the old value stands. */
  onError?: (key: string, error: unknown) => void
}

interface Entry<Value> {
  value: Value
  checkedAt: number
}

/** After so many intervals without a look a strict value is too old to be used unseen. */
const STRICT_INTERVALS = 4

/**
 * Values kept in an isolate's memory and looked at again in the background: a request waits only for the very first
 * read of a key (a strict one's also after a long sleep), and many that wait share one read. When reading fails, what
 * is there stays.
 */
export class Refreshed<Value, Context = void> {
  readonly #options: RefreshedOptions<Value, Context>
  readonly #now: () => number
  readonly #entries = new Map<string, Entry<Value>>()
  readonly #misses = new Map<string, number>()
  readonly #flights = new Map<string, Promise<Value | null>>()

  constructor(options: RefreshedOptions<Value, Context>) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  async get(key: string, context: Context, waitUntil: WaitUntil): Promise<Value | null> {
    const refreshMs = this.#options.refreshMs(context)
    const entry = this.#entries.get(key)
    if (entry) {
      touch(this.#entries, key, entry)
      const age = this.#now() - entry.checkedAt
      if (age < refreshMs) return entry.value
      if (this.#options.isStrict && age >= STRICT_INTERVALS * refreshMs)
        return this.#refresh(key, context, waitUntil)
      // One request reads for all; the others leave its promise alone.
      if (!this.#flights.has(key)) this.#refresh(key, context, waitUntil)
      return entry.value
    }
    const missedAt = this.#misses.get(key)
    if (missedAt !== undefined && this.#now() - missedAt < refreshMs) return null
    const flight = this.#fly(key, context)
    // The request that started a read may be gone before those that share it: the read must outlive it.
    waitUntil(flight.catch(() => undefined))
    return flight
  }

  /** Forgets a key, for a writer that knows better. */
  delete(key: string): void {
    this.#entries.delete(key)
    this.#misses.delete(key)
  }

  /** Reads again; where that fails, answers what is there. */
  #refresh(key: string, context: Context, waitUntil: WaitUntil): Promise<Value | null> {
    const isFlying = this.#flights.has(key)
    const flight = this.#fly(key, context).catch((error: unknown) => {
      // Asked again only after another full interval: a store in trouble is not helped by more questions.
      const entry = this.#entries.get(key)
      if (entry) entry.checkedAt = this.#now()
      if (!isFlying) this.#options.onError?.(key, error)
      return entry?.value ?? null
    })
    if (!isFlying) waitUntil(flight)
    return flight
  }

  #fly(key: string, context: Context): Promise<Value | null> {
    const known = this.#flights.get(key)
    if (known) return known
    const flight = this.#load(key, context).finally(() => this.#flights.delete(key))
    this.#flights.set(key, flight)
    return flight
  }

  async #load(key: string, context: Context): Promise<Value | null> {
    const value = await this.#options.load(key, context)
    this.delete(key)
    if (value === null) {
      touch(this.#misses, key, this.#now())
      trim(this.#misses, this.#options.maxMisses ?? 1000)
    } else {
      touch(this.#entries, key, { value, checkedAt: this.#now() })
      trim(this.#entries, this.#options.maxEntries)
    }
    return value
  }
}

/** A Map keeps the order of insertion: moved to its end = most recently used. */
function touch<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key)
  map.set(key, value)
}

function trim(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return
    map.delete(key)
  }
}
