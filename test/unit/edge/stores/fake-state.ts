import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** The part of an object's state that needs no runtime: SQL in memory, transactions, the one alarm. */
export function fakeState() {
  const database = new DatabaseSync(':memory:')
  const exec = (query: string, ...values: (SQLInputValue | ArrayBuffer)[]) => {
    const bindings = values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value))
    const isScript = bindings.length === 0 && query.trim().slice(0, -1).includes(';')
    if (isScript) database.exec(query)
    const rows = isScript ? [] : database.prepare(query).all(...bindings)
    return { toArray: () => rows, one: () => rows[0] }
  }
  const state = {
    id: { name: 'bianchi' },
    alarmAt: null as number | null,
    storage: {
      sql: { exec },
      setAlarm: async (at: number) => {
        state.alarmAt = at
      },
      transactionSync: (work: () => unknown) => {
        database.exec('BEGIN')
        try {
          const result = work()
          database.exec('COMMIT')
          return result
        } catch (error) {
          database.exec('ROLLBACK')
          throw error
        }
      },
    },
  }
  return state
}

/** KV that fails as often as `failures` says. */
export class FakeKv {
  readonly values = new Map<string, string>()
  failures = 0
  /** What every write waits for. */
  gate: Promise<void> = Promise.resolve()

  async put(key: string, value: string): Promise<void> {
    const { gate } = this
    if (this.failures > 0) {
      this.failures--
      throw new Error('KV PUT failed: 503')
    }
    await gate
    this.values.set(key, value)
  }

  read(key: string): unknown {
    const text = this.values.get(key)
    return text === undefined ? undefined : JSON.parse(text)
  }
}
