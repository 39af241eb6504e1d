import { migrate } from '../../lib/migrate.ts'
import type { Forgotten, OrderClaim, WaitingOrderEvent } from './contract.ts'

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE identifiers (hash TEXT PRIMARY KEY, profile TEXT NOT NULL, erased_at INTEGER) WITHOUT ROWID;
   CREATE TABLE order_claims (hash TEXT NOT NULL, profile TEXT NOT NULL, total INTEGER, currency TEXT,
                              is_trusted INTEGER NOT NULL, PRIMARY KEY (hash, profile)) WITHOUT ROWID;
   CREATE TABLE order_waiting (hash TEXT NOT NULL, message_id TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL,
                               total INTEGER, currency TEXT, PRIMARY KEY (hash, message_id)) WITHOUT ROWID;`,
  `CREATE INDEX order_claims_alike ON order_claims (hash, total, currency);
   CREATE INDEX order_claims_trusted ON order_claims (hash) WHERE is_trusted = 1;`,
]

/**
 * Claims kept of those that state the same of an order, or nothing whole. Two that state the same are ambiguous
 * already, so one more changes nothing. There is no limit over different statements: the true one might be refused
 * for a flood of false ones. Each claim is of a profile of its own, and the quotas bound those.
 */
const MAX_ALIKE = 100

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
  addOrderClaim(hash: string, { profile, isTrusted, ...said }: OrderClaim): void {
    const { total, currency } = wholeOf(said)
    if (!isTrusted && this.#claimsAlike(hash, { total, currency }, MAX_ALIKE).length === MAX_ALIKE) return
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
    const trusted = this.#sql
      .exec('SELECT profile FROM order_claims WHERE hash = ? AND is_trusted = 1 LIMIT 2', hash)
      .toArray()
      .map((row) => String(row.profile))
    const isWhole = stated.total !== null && stated.currency !== null
    const fitting = trusted.length > 0 || !isWhole ? trusted : this.#claimsAlike(hash, stated, 2)
    return fitting.length === 1 ? fitting[0]! : null
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

  /** The profiles that state exactly this of an order; at most `limit`. */
  #claimsAlike(hash: string, { total, currency }: Stated, limit: number): string[] {
    return this.#sql
      .exec(
        'SELECT profile FROM order_claims WHERE hash = ? AND total IS ? AND currency IS ? LIMIT ?',
        hash,
        total,
        currency,
        limit,
      )
      .toArray()
      .map((row) => String(row.profile))
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

/** Who leaves something out would fit everything, so only a whole statement is one. */
function wholeOf({ total, currency }: Stated): Stated {
  return total === null || currency === null ? { total: null, currency: null } : { total, currency }
}
