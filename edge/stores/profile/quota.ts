/** A token bucket: `burst` at once, `perSecond` refilled. One per profile, in its object's memory. */
export class Quota {
  readonly #burst: number
  readonly #perSecond: number
  #tokens: number
  #at = 0

  constructor({ burst, perSecond }: { burst: number; perSecond: number }) {
    this.#burst = burst
    this.#perSecond = perSecond
    this.#tokens = burst
  }

  /** Takes one; or says after how many whole seconds to come again. */
  take(now: number): { isTaken: true } | { isTaken: false; retryAfterSeconds: number } {
    const elapsed = Math.max(0, now - this.#at) / 1000
    this.#tokens = Math.min(this.#burst, this.#tokens + elapsed * this.#perSecond)
    this.#at = now
    if (this.#tokens >= 1) {
      this.#tokens -= 1
      return { isTaken: true }
    }
    return { isTaken: false, retryAfterSeconds: Math.ceil((1 - this.#tokens) / this.#perSecond) }
  }
}
