interface Due {
  at: number
  failures: number
}

/** Does what is due; says when it wants to be called again, null = when somebody schedules it. */
export type DueTask = () => Promise<number | null>

const FIRST_RETRY_MS = 1000
const LAST_RETRY_MS = 300_000

/**
 * A table of due times behind an object's one alarm. A task stays in the table until it has succeeded, so a crash in
 * the middle repeats it; a failing one waits 1 s, 2 s, 4 s … 5 min and holds up no other.
 */
export class DueTimes<Name extends string> {
  readonly #storage: DurableObjectStorage
  readonly #due: Map<Name, Due>
  /** What the alarm is known to be set to; at the start of the object's life that is not known. */
  #alarmAt = Number.POSITIVE_INFINITY

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    const rows = storage.sql.exec('SELECT name, at, failures FROM due').toArray()
    this.#due = new Map(
      rows.map((row) => [row.name as Name, { at: Number(row.at), failures: Number(row.failures) }]),
    )
  }

  /** Makes sure the task runs at `at` or earlier. One that is waiting after a failure keeps waiting. */
  schedule(name: Name, at: number): void {
    const known = this.#due.get(name)
    if (!known || (known.failures === 0 && at < known.at)) this.#put(name, { at, failures: 0 })
    this.#arm()
  }

  /** Makes sure the task runs at all: at `at`, unless it has a time already. */
  ensure(name: Name, at: number): void {
    if (!this.#due.has(name)) this.schedule(name, at)
  }

  /** The object's alarm. Never throws: the platform gives up an alarm that keeps throwing. */
  async run(tasks: Record<Name, DueTask>, report: (task: string, error: unknown) => void): Promise<void> {
    this.#alarmAt = Number.POSITIVE_INFINITY
    const now = Date.now()
    for (const [name, due] of [...this.#due]) {
      if (due.at > now) continue
      try {
        this.#settle(name, await tasks[name]())
      } catch (error) {
        report(name, error)
        this.#postpone(name)
      }
    }
    this.#arm()
  }

  #settle(name: Name, next: number | null): void {
    if (next !== null) {
      this.#put(name, { at: next, failures: 0 })
      return
    }
    this.#due.delete(name)
    this.#storage.sql.exec('DELETE FROM due WHERE name = ?', name)
  }

  #postpone(name: Name): void {
    const failures = (this.#due.get(name)?.failures ?? 0) + 1
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1))
    const due = { at: Date.now() + wait, failures }
    try {
      this.#put(name, due)
    } catch {
      // A storage that refuses writes: the map holds the time, and the alarm or the next call tries again.
      this.#due.set(name, due)
    }
  }

  #put(name: Name, due: Due): void {
    this.#storage.sql.exec('INSERT OR REPLACE INTO due VALUES (?, ?, ?)', name, due.at, due.failures)
    this.#due.set(name, due)
  }

  /** Not awaited: an object's reply waits for its writes, and nothing may come between this one and the rows before it. */
  #arm(): void {
    const next = Math.min(...[...this.#due.values()].map(({ at }) => at))
    if (next >= this.#alarmAt) return
    this.#alarmAt = next
    this.#storage.setAlarm(next).catch(() => {
      this.#alarmAt = Number.POSITIVE_INFINITY
    })
  }
}
