import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { assertOwn, ownName } from '../../lib/own-name.ts'
import type { CountedProduct, StatisticsDelivery, StatisticsReceipt, StatisticsTotals } from './contract.ts'
import { snapshotOf } from './snapshot.ts'
import { statisticsKey } from './statistics-store.ts'
import { StatisticsStorage } from './storage.ts'
import { weakestProducts } from './weakest-products.ts'

/** A snapshot may take one part in so many of the object's time; eight of them share a small machine. */
const REST_FACTOR = 30
/** Gathers the first deliveries of a wave into one snapshot. */
const SETTLE_MS = 100
const RETRY_MS = 5000
/** Product ids come from a public key: an eighth of what a shop may have. A snapshot must fit into memory. */
const MAX_PRODUCTS = 10_000
/** Room to make at once, so that a flood of made-up products is not sorted at every snapshot. */
const PRUNE_TO = 9_000

/** Products and what is viewed together, for one of 8 parts of a shop's products. */
export class Statistics extends DurableObject<Env> {
  readonly #storage: StatisticsStorage
  #isArmed = false
  #restUntil = 0

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new StatisticsStorage(state.storage.sql)
  }

  /** Counts what was not counted yet. The mark moves in the same transaction, so a repeated delivery adds nothing. */
  apply({ shop, shard, batches }: StatisticsDelivery): StatisticsReceipt {
    assertOwn(this.ctx.id, shop)
    const mark = this.#storage.markOf(shard)
    const fresh = batches.filter(({ sequence }) => sequence > mark)
    const last = fresh.at(-1)
    if (!last) return { upTo: mark }
    this.ctx.storage.transactionSync(() => {
      for (const { changes } of fresh) for (const change of changes) this.#storage.add(change)
      this.#storage.setMark(shard, last.sequence)
    })
    this.#arm(Math.max(Date.now() + SETTLE_MS, this.#restUntil))
    return { upTo: last.sequence }
  }

  /** Exact counts of the products asked for, or of all. */
  read(shop: string, productIds?: string[]): CountedProduct[] {
    assertOwn(this.ctx.id, shop)
    return [...this.#storage.products(productIds)]
  }

  totals(shop: string): StatisticsTotals {
    assertOwn(this.ctx.id, shop)
    return this.#storage.totals()
  }

  /** Writes the snapshot. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    this.#isArmed = false
    try {
      const startedAt = Date.now()
      await this.#writeSnapshot(startedAt)
      const took = Date.now() - startedAt
      this.#restUntil = startedAt + Math.max(this.env.REFRESH_MS, REST_FACTOR * took)
    } catch (error) {
      logLine('warn', { at: 'statistics.alarm', object: this.ctx.id.name, error })
      this.#restUntil = Date.now() + RETRY_MS
      this.#arm(this.#restUntil)
    }
  }

  async #writeSnapshot(now: number): Promise<void> {
    this.#prune()
    const snapshot = snapshotOf(this.#storage.products(), this.#storage.newestAt(), now)
    const { shop, number } = ownName(this.ctx.id)
    await this.env.KV.put(statisticsKey(shop, number), JSON.stringify(snapshot), { metadata: { at: now } })
  }

  #prune(): void {
    if (this.#storage.productCount() <= MAX_PRODUCTS) return
    const weakest = weakestProducts(this.#storage.products(), PRUNE_TO)
    this.ctx.storage.transactionSync(() => {
      for (const product of weakest) this.#storage.forget(product)
    })
  }

  /** An alarm that is set means "something is not in the snapshot yet"; it survives the object. */
  #arm(at: number): void {
    if (this.#isArmed) return
    this.#isArmed = true
    // Not awaited: the reply waits for the write anyway, and nothing may come between it and the counts.
    this.ctx.storage.setAlarm(at).catch(() => {
      // The next counts try again.
      this.#isArmed = false
    })
  }
}
