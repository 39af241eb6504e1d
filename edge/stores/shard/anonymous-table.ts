import type { ProductDelta } from '../../../shared/measure/product-delta.ts'

/** Daily counts of people who did not agree to be known: products and numbers, no person, no time, no pairs. */
export class AnonymousTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  add(day: string, deltas: readonly ProductDelta[]): void {
    for (const { product, views = 0, carts = 0, ordered = 0 } of deltas) {
      this.#sql.exec(
        `INSERT INTO anonymous VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (day, product) DO UPDATE SET views = views + excluded.views, carts = carts + excluded.carts,
           ordered = ordered + excluded.ordered`,
        day,
        product,
        views,
        carts,
        ordered,
      )
    }
  }

  totals(day: string): { views: number; carts: number; ordered: number } {
    const row = this.#sql
      .exec(
        `SELECT COALESCE(SUM(views), 0) AS views, COALESCE(SUM(carts), 0) AS carts, COALESCE(SUM(ordered), 0) AS ordered
         FROM anonymous WHERE day = ?`,
        day,
      )
      .one()
    return { views: Number(row.views), carts: Number(row.carts), ordered: Number(row.ordered) }
  }

  forgetBefore(day: string): void {
    this.#sql.exec('DELETE FROM anonymous WHERE day < ?', day)
  }

  oldestDay(): string | null {
    const day = this.#sql.exec('SELECT MIN(day) AS day FROM anonymous').one().day
    return day === null ? null : String(day)
  }
}
