/**
 * Who was erased: pseudonyms only, until the event log is rid of their lines, and then a little longer, so that a
 * delivery that was still on its way cannot bring the person back.
 */
export class ErasureTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Erasing twice is one erasure that starts again: lines may have come in between. */
  add(profile: string, at: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO erased VALUES (?, ?, NULL)', profile, at)
  }

  has(profile: string): boolean {
    return this.#sql.exec('SELECT 1 FROM erased WHERE profile = ?', profile).toArray().length > 0
  }

  /** Whose lines may still be in the event log. */
  pending(): { profile: string; at: number }[] {
    return this.#sql
      .exec('SELECT profile, at FROM erased WHERE compacted_at IS NULL ORDER BY profile')
      .toArray()
      .map((row) => ({ profile: String(row.profile), at: Number(row.at) }))
  }

  /** One that was erased again meanwhile stays pending. */
  settle(erasures: readonly { profile: string; at: number }[], now: number): void {
    for (const { profile, at } of erasures) {
      this.#sql.exec('UPDATE erased SET compacted_at = ? WHERE profile = ? AND at = ?', now, profile, at)
    }
  }

  forgetBefore(time: number): void {
    this.#sql.exec('DELETE FROM erased WHERE compacted_at < ?', time)
  }

  oldestSettledAt(): number | null {
    const at = this.#sql.exec('SELECT MIN(compacted_at) AS at FROM erased').one().at
    return at === null ? null : Number(at)
  }
}
