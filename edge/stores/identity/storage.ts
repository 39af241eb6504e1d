import { migrate } from '../../lib/migrate.ts'
import type { Forgotten, OrderClaim, WaitingOrderEvent } from './contract.ts'

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE identifiers (hash TEXT PRIMARY KEY, profile TEXT NOT NULL, erased_at INTEGER) WITHOUT ROWID;
   CREATE TABLE order_claims (hash TEXT NOT NULL, profile TEXT NOT NULL, total INTEGER, currency TEXT,
                              is_trusted INTEGER NOT NULL, PRIMARY KEY (hash, profile)) WITHOUT ROWID;
   CREATE TABLE order_waiting (hash TEXT NOT NULL, message_id TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL,
                               total INTEGER, currency TEXT, PRIMARY KEY (hash, message_id)) WITHOUT ROWID;`,
]

/**
 * Claims kept for one order id, so that a flood of them fills no store. One that fits a word that waits is kept past
 * it: a flood must not hide the true one.
 */
const MAX_CLAIMS = 1000

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
  bury(profile: string, at: number): Forgotten {
    const counted = this.#count(profile)
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
    return counted
  }

  #count(profile: string): Forgotten {
    const count = (query: string) =>
      Number(this.#sql.exec(`SELECT COUNT(*) AS n FROM ${query}`, profile).one().n)
    return {
      identifiers: count('identifiers WHERE profile = ?'),
      orderClaims: count('order_claims WHERE profile = ?'),
      waitingWords: count(`order_waiting WHERE hash IN (SELECT hash FROM order_claims WHERE profile = ?1)
        AND hash NOT IN (SELECT hash FROM order_claims WHERE profile <> ?1)`),
    }
  }

  /** A profile's first whole statement stands: it has one guess at an order's total. */
  addOrderClaim(hash: string, claim: OrderClaim): void {
    const { profile, total, currency, isTrusted } = claim
    const isFitting = isTrusted || agrees(claim, this.#statedWhileWaiting(hash))
    if (!isFitting && this.#countClaims(hash) >= MAX_CLAIMS) return
    this.#sql.exec(
      `INSERT INTO order_claims VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (hash, profile) DO UPDATE SET
         is_trusted = MAX(is_trusted, excluded.is_trusted),
         total = IIF(total IS NULL OR currency IS NULL, excluded.total, total),
         currency = IIF(total IS NULL OR currency IS NULL, excluded.currency, currency)`,
      hash,
      profile,
      total,
      currency,
      isTrusted ? 1 : 0,
    )
  }

  /**
   * Whose order it is. The server's own word decides; else the one browser that stated the true total and currency.
   * Several that state the same are ambiguous, and then nobody gets the credit.
   */
  ownerOf(hash: string, stated: Stated = this.#statedWhileWaiting(hash)): string | null {
    const claims = this.#sql
      .exec('SELECT profile, total, currency, is_trusted FROM order_claims WHERE hash = ?', hash)
      .toArray()
    const trusted = claims.filter((claim) => Number(claim.is_trusted) === 1)
    const fitting = trusted.length > 0 ? trusted : claims.filter((claim) => agrees(claim, stated))
    return fitting.length === 1 ? String(fitting[0]!.profile) : null
  }

  /** The server's word went to this claim: from now on also what it says of the order without a total does. */
  trustClaim(hash: string, profile: string): void {
    this.#sql.exec('UPDATE order_claims SET is_trusted = 1 WHERE hash = ? AND profile = ?', hash, profile)
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

  #countClaims(hash: string): number {
    return Number(this.#sql.exec('SELECT COUNT(*) AS n FROM order_claims WHERE hash = ?', hash).one().n)
  }

  /** What a confirmation says comes first: a refund's total may be a part of the order's. */
  #statedWhileWaiting(hash: string): Stated {
    const row = this.#sql
      .exec(
        `SELECT total, currency FROM order_waiting WHERE hash = ? AND total IS NOT NULL
         ORDER BY message_id NOT LIKE 'order_completed:%', message_id LIMIT 1`,
        hash,
      )
      .toArray()[0]
    return {
      total: row ? Number(row.total) : null,
      currency: row?.currency == null ? null : String(row.currency),
    }
  }
}

/** Who leaves something out fits everything, so only a whole statement is one. */
function agrees(claim: { total?: unknown; currency?: unknown }, { total, currency }: Stated): boolean {
  if (total === null || currency === null) return false
  return claim.total === total && claim.currency === currency
}
