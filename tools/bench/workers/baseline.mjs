// What the product is measured against: a Worker that does nothing, one that only goes to an object and back, and
// one whose object commits two rows of 1 KB.
import { DurableObject } from 'cloudflare:workers'

const OBJECTS = 500
const KILOBYTE = 'x'.repeat(1024)

export class Baseline extends DurableObject {
  #sequence = 0

  constructor(state, env) {
    super(state, env)
    const { sql } = state.storage
    sql.exec(`CREATE TABLE IF NOT EXISTS rows (sequence INTEGER PRIMARY KEY, body TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY CHECK (id = 0), json TEXT NOT NULL)`)
    this.#sequence = Number(sql.exec('SELECT COALESCE(MAX(sequence), 0) AS last FROM rows').one().last)
  }

  /** There and back: nothing is read, nothing written. */
  hop() {
    return { sequence: this.#sequence }
  }

  /** The least that keeps a visit: one row appended, one replaced, in one transaction. */
  commit() {
    return this.ctx.storage.transactionSync(() => {
      this.#sequence += 1
      this.ctx.storage.sql.exec('INSERT INTO rows VALUES (?, ?)', this.#sequence, KILOBYTE)
      this.ctx.storage.sql.exec('INSERT OR REPLACE INTO state VALUES (0, ?)', KILOBYTE)
      return { sequence: this.#sequence }
    })
  }
}

let next = 0

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/empty') return Response.json({ sequence: 0 })
    const name = searchParams.get('object') ?? String(next++ % OBJECTS)
    const stub = env.BASELINE.get(env.BASELINE.idFromName(name))
    return Response.json(pathname === '/floor' ? await stub.commit() : await stub.hop())
  },
}
