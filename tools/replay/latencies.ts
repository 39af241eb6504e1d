/** Each bucket is 2 % wider than the one before: that is how exact a quantile is. */
const STEP = 1.02
const LEAST_MS = 0.01
const BUCKETS = 1000

/** Latencies as counts by size: a million of them cost no more memory than ten. */
export class Latencies {
  readonly #counts = new Uint32Array(BUCKETS)
  #total = 0

  add(ms: number): void {
    const bucket = Math.ceil(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / Math.log(STEP))
    const at = Math.min(bucket, BUCKETS - 1)
    this.#counts[at] = this.#counts[at]! + 1
    this.#total += 1
  }

  /** The latency (ms) that a share of all does not exceed; NaN of nothing. */
  quantile(share: number): number {
    let left = Math.ceil(share * this.#total)
    if (this.#total === 0) return Number.NaN
    const bucket = this.#counts.findIndex((count) => {
      left -= count
      return left <= 0
    })
    return LEAST_MS * STEP ** bucket
  }
}
