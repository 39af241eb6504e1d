import type { ProductChange } from '../../../shared/measure/product-change.ts'
import type { StatisticsBatch } from '../measure/contract.ts'
import { readCounter, writeCounter } from './counter.ts'

/** Batches that a call may carry; more go in the next one. */
const BATCHES = 50

/** Numbered changes on their way to the statistics. A batch never changes once it has its number. */
export class OutboxTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  add(bucket: number, changes: ProductChange[]): void {
    const sequence = readCounter(this.#sql, `bucket:${bucket}`) + 1
    this.#sql.exec('INSERT INTO outbox VALUES (?, ?, ?)', bucket, sequence, JSON.stringify(changes))
    writeCounter(this.#sql, `bucket:${bucket}`, sequence)
  }

  buckets(): number[] {
    return this.#sql
      .exec('SELECT DISTINCT bucket FROM outbox ORDER BY bucket')
      .toArray()
      .map(({ bucket }) => Number(bucket))
  }

  /** The next batches behind a number. */
  batches(bucket: number, after: number): StatisticsBatch[] {
    return this.#sql
      .exec(
        'SELECT sequence, changes FROM outbox WHERE bucket = ? AND sequence > ? ORDER BY sequence LIMIT ?',
        bucket,
        after,
        BATCHES,
      )
      .toArray()
      .map((row) => ({ sequence: Number(row.sequence), changes: JSON.parse(String(row.changes)) }))
  }

  drop(bucket: number, upTo: number): void {
    this.#sql.exec('DELETE FROM outbox WHERE bucket = ? AND sequence <= ?', bucket, upTo)
  }
}
