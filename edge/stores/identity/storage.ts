import { migrate } from '../../lib/migrate.ts'
import type { OrderClaim, WaitingOrderEvent } from './contract.ts'

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE identifiers (hash TEXT PRIMARY KEY, profile TEXT NOT NULL, erased_at INTEGER) WITHOUT ROWID;
   CREATE TABLE order_claims (hash TEXT NOT NULL, profile TEXT NOT NULL, total INTEGER, currency TEXT,
                              is_trusted INTEGER NOT NULL, PRIMARY KEY (hash, profile)) WITHOUT ROWID;
   CREATE TABLE order_waiting (hash TEXT NOT NULL, message_id TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL,
                               total INTEGER, currency TEXT, PRIMARY KEY (hash, message_id)) WITHOUT ROWID;`,
]

/** At most so many browsers may claim one order id; a flood of claims must not hide the true one. */
const MAX_CLAIMS = 20

interface Stated {
  total: number | null
  currency: string | null
}

/** The bucket's SQL. All calls are synchronous. */
export class IdentityStorage {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    migrate(sql, MIGRATIONS)
  }

  profileOf(hash: string): string | null {
    const row = this.#sql
      .exec("SELECT profile FROM identifiers WHERE hash = ? AND profile <> ''", hash)
      .toArray()[0]
    return row ? String(row.profile) : null
  }

  erasedAt(hash: string): number | null {
    const row = this.#sql.exec('SELECT erased_at FROM identifiers WHERE hash = ?', hash).toArray()[0]
    return row?.erased_at == null ? null : Number(row.erased_at)
  }

  assign(hash: string, profile: string): void {
    this.#sql.exec(
      'INSERT INTO identifiers (hash, profile) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET profile = excluded.profile',
      hash,
      profile,
    )
  }

  /** Overwrites with as many zeros before it forgets: a shorter text or a DELETE would leave bytes in the file. */
  bury(profile: string, at: number): void {
    const zeros = '0'.repeat(profile.length)
    this.#sql.exec('UPDATE identifiers SET profile = ?, erased_at = ? WHERE profile = ?', zeros, at, profile)
    this.#sql.exec("UPDATE identifiers SET profile = '' WHERE profile = ?", zeros)
    this.#sql.exec('UPDATE order_claims SET profile = ? WHERE profile = ?', zeros, profile)
    this.#wipeWaiting(
      `hash IN (SELECT hash FROM order_claims WHERE profile = ?1)
       AND hash NOT IN (SELECT hash FROM order_claims WHERE profile <> ?1)`,
      zeros,
    )
    this.#sql.exec('DELETE FROM order_claims WHERE profile = ?', zeros)
  }

  addOrderClaim(hash: string, { profile, total, currency, isTrusted }: OrderClaim): void {
    const count = Number(
      this.#sql.exec('SELECT COUNT(*) AS n FROM order_claims WHERE hash = ?', hash).one().n,
    )
    if (count >= MAX_CLAIMS && !isTrusted) return
    this.#sql.exec(
      `INSERT INTO order_claims VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (hash, profile) DO UPDATE SET is_trusted = MAX(is_trusted, excluded.is_trusted)`,
      hash,
      profile,
      total,
      currency,
      isTrusted ? 1 : 0,
    )
  }

  /**
   * Whose order it is. The server's own word decides; else the one browser whose stated total is the true one.
   * Several that state the same are ambiguous, and then nobody gets the credit.
   */
  ownerOf(hash: string, stated: Stated = this.#statedWhileWaiting(hash)): string | null {
    const claims = this.#sql.exec('SELECT * FROM order_claims WHERE hash = ?', hash).toArray()
    const trusted = claims.filter((claim) => Number(claim.is_trusted) === 1)
    const fitting = trusted.length > 0 ? trusted : claims.filter((claim) => agrees(claim, stated))
    return fitting.length === 1 ? String(fitting[0]!.profile) : null
  }

  waiting(hash: string): WaitingOrderEvent[] {
    return this.#sql
      .exec('SELECT json FROM order_waiting WHERE hash = ? ORDER BY at', hash)
      .toArray()
      .map((row) => JSON.parse(String(row.json)) as WaitingOrderEvent)
  }

  addWaiting(hash: string, word: WaitingOrderEvent, { total, currency }: Stated, now: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO order_waiting VALUES (?, ?, ?, ?, ?, ?)',
      hash,
      word.messageId,
      now,
      JSON.stringify(word),
      total,
      currency,
    )
  }

  dropWaiting(hash: string, messageId: string): void {
    this.#wipeWaiting('hash = ?1 AND message_id = ?2', hash, messageId)
  }

  dropWaitingBefore(time: number): void {
    this.#wipeWaiting('at < ?1', time)
  }

  hasWaiting(): boolean {
    return this.#sql.exec('SELECT 1 FROM order_waiting LIMIT 1').toArray().length > 0
  }

  /** A word may name its customer: what has moved on, or is over, must not stay in the file either. */
  #wipeWaiting(condition: string, ...values: SqlStorageValue[]): void {
    this.#sql.exec(
      `UPDATE OR REPLACE order_waiting
       SET json = zeroblob(LENGTH(CAST(json AS BLOB))),
           message_id = SUBSTR(HEX(zeroblob(LENGTH(CAST(message_id AS BLOB)))), 1, LENGTH(CAST(message_id AS BLOB)))
       WHERE ${condition}`,
      ...values,
    )
    this.#sql.exec("DELETE FROM order_waiting WHERE typeof(json) = 'blob'")
  }

  #statedWhileWaiting(hash: string): Stated {
    const row = this.#sql
      .exec('SELECT total, currency FROM order_waiting WHERE hash = ? AND total IS NOT NULL LIMIT 1', hash)
      .toArray()[0]
    return { total: row ? Number(row.total) : null, currency: row ? String(row.currency) : null }
  }
}

function agrees(claim: Record<string, SqlStorageValue>, { total, currency }: Stated): boolean {
  if (total === null || claim.total === null) return true
  return (
    claim.total === total && (currency === null || claim.currency === null || claim.currency === currency)
  )
}
