import { addScores } from '../../../shared/measure/decayed-score.ts'
import { mergePairs } from '../../../shared/measure/merge-pairs.ts'
import {
  type PairChange,
  type ProductChange,
  TREND_HALF_LIFE_MS,
} from '../../../shared/measure/product-change.ts'
import { migrate } from '../../lib/migrate.ts'
import type { CountedProduct, StatisticsTotals } from './contract.ts'

/** Append-only: each runs once per object, in order. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE product (id TEXT PRIMARY KEY, views INTEGER NOT NULL, carts INTEGER NOT NULL, ordered INTEGER NOT NULL,
                         ordered_verified INTEGER NOT NULL, revenue TEXT NOT NULL, score REAL NOT NULL,
                         at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE together (product TEXT PRIMARY KEY, pairs TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE mark (shard INTEGER PRIMARY KEY, up_to INTEGER NOT NULL);`,
]

const NO_PRODUCT = { views: 0, carts: 0, ordered: 0, ordered_verified: 0, revenue: '[]', score: 0, at: 0 }

type PackedPair = [other: string, count: number, score: number, at: number]
type Row = Record<string, SqlStorageValue>

/** One statistics bucket's SQL: one row a product, one packed row for all its neighbours. */
export class StatisticsStorage {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    migrate(sql, MIGRATIONS)
  }

  markOf(shard: number): number {
    const row = this.#sql.exec('SELECT up_to FROM mark WHERE shard = ?', shard).toArray()[0]
    return Number(row?.up_to ?? 0)
  }

  setMark(shard: number, upTo: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO mark VALUES (?, ?)', shard, upTo)
  }

  add(change: ProductChange): void {
    if (hasCounts(change)) this.#addCounts(change)
    else this.#sql.exec("INSERT OR IGNORE INTO product VALUES (?, 0, 0, 0, 0, '[]', 0, 0)", change.product)
    if (change.together.length > 0) this.#addPairs(change.product, change.together)
  }

  #addCounts(change: ProductChange): void {
    const row =
      this.#sql.exec('SELECT * FROM product WHERE id = ?', change.product).toArray()[0] ?? NO_PRODUCT
    const known = { score: Number(row.score), at: Number(row.at) }
    const { score, at } = addScores(known, change.trend, TREND_HALF_LIFE_MS)
    this.#sql.exec(
      'INSERT OR REPLACE INTO product VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      change.product,
      Number(row.views) + change.views,
      Number(row.carts) + change.carts,
      Number(row.ordered) + change.ordered,
      Number(row.ordered_verified) + change.orderedVerified,
      change.revenue.length > 0 ? addRevenue(String(row.revenue), change.revenue) : row.revenue,
      score,
      at,
    )
  }

  #addPairs(product: string, change: PairChange[]): void {
    const row = this.#sql.exec('SELECT pairs FROM together WHERE product = ?', product).toArray()[0]
    const pairs = mergePairs(row ? unpackPairs(row.pairs) : [], change)
    this.#sql.exec('INSERT OR REPLACE INTO together VALUES (?, ?)', product, packPairs(pairs))
  }

  /** Newest event behind any trend; 0 = no product yet. */
  newestAt(): number {
    return Number(this.#sql.exec('SELECT COALESCE(MAX(at), 0) AS at FROM product').one().at)
  }

  /** The products themselves, or all of them. */
  *products(ids?: readonly string[]): Generator<CountedProduct> {
    const select = `SELECT id, views, carts, ordered, ordered_verified, revenue, score, at, pairs
                    FROM product LEFT JOIN together ON product = id`
    if (!ids) {
      for (const row of this.#sql.exec(select)) yield readProduct(row)
      return
    }
    for (const id of ids) yield* this.#sql.exec(`${select} WHERE id = ?`, id).toArray().map(readProduct)
  }

  totals(): StatisticsTotals {
    const sums = this.#sql
      .exec(
        `SELECT COUNT(*) AS products, COALESCE(SUM(views), 0) AS views, COALESCE(SUM(carts), 0) AS carts,
                COALESCE(SUM(ordered), 0) AS ordered, COALESCE(SUM(ordered_verified), 0) AS ordered_verified
         FROM product`,
      )
      .one()
    const money = this.#sql
      .exec(
        `SELECT json_extract(value, '$[0]') AS currency, SUM(json_extract(value, '$[1]')) AS amount
         FROM product, json_each(revenue) GROUP BY 1 ORDER BY 1`,
      )
      .toArray()
    return {
      products: Number(sums.products),
      views: Number(sums.views),
      carts: Number(sums.carts),
      ordered: Number(sums.ordered),
      orderedVerified: Number(sums.ordered_verified),
      revenue: Object.fromEntries(money.map(({ currency, amount }) => [String(currency), Number(amount)])),
    }
  }

  productCount(): number {
    return Number(this.#sql.exec('SELECT COUNT(*) AS n FROM product').one().n)
  }

  forget(product: string): void {
    this.#sql.exec('DELETE FROM product WHERE id = ?', product)
    this.#sql.exec('DELETE FROM together WHERE product = ?', product)
  }
}

function hasCounts({ views, carts, ordered, orderedVerified, revenue }: ProductChange): boolean {
  return views !== 0 || carts !== 0 || ordered !== 0 || orderedVerified !== 0 || revenue.length > 0
}

function addRevenue(known: string, change: ProductChange['revenue']): string {
  const sums = new Map(JSON.parse(known) as ProductChange['revenue'])
  for (const [currency, amount] of change) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return JSON.stringify([...sums])
}

function packPairs(pairs: readonly PairChange[]): string {
  return JSON.stringify(pairs.map(({ other, count, score, at }): PackedPair => [other, count, score, at]))
}

function unpackPairs(text: SqlStorageValue | undefined): PairChange[] {
  if (typeof text !== 'string') return []
  return (JSON.parse(text) as PackedPair[]).map(([other, count, score, at]) => ({ other, count, score, at }))
}

function readProduct(row: Row): CountedProduct {
  return {
    product: String(row.id),
    views: Number(row.views),
    carts: Number(row.carts),
    ordered: Number(row.ordered),
    orderedVerified: Number(row.ordered_verified),
    revenue: Object.fromEntries(JSON.parse(String(row.revenue)) as [string, number][]),
    trend: { score: Number(row.score), at: Number(row.at) },
    together: unpackPairs(row.pairs),
  }
}
