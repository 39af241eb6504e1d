import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import type {
  Forgotten,
  NamedOrderClaim,
  OrderClaim,
  Resolved,
  ResolveRequest,
  WaitingOrderEvent,
} from './contract.ts'
import { IdentityStorage } from './storage.ts'

const WAITING_ORDER_DAYS = 30
const DAY_MS = 86_400_000
const RETRY_MS = 60_000

/** Identifier → profile, for one of 64 parts of a shop's identifiers; and order id → the profiles that claim it. */
export class IdentityBucket extends DurableObject<Env> {
  readonly #storage: IdentityStorage

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new IdentityStorage(state.storage.sql)
  }

  /** The profile of an identifier, or null. */
  lookup(hash: string): string | null {
    return this.#storage.profileOf(hash)
  }

  /** The profile of an identifier and when the last one it led to was erased (epoch ms), or null for each. */
  find(hash: string): { profile: string | null; erasedAt: number | null } {
    return { profile: this.#storage.profileOf(hash), erasedAt: this.#storage.erasedAt(hash) }
  }

  /**
   * The profile of an identifier; `candidate` becomes it if there is none yet. `null` means that the events belong to
   * an erased person: only what happened later may start a new profile, and nothing older may come into it.
   */
  claim(hash: string, candidate: string, eventTime: number): string | null {
    const erasedAt = this.#storage.erasedAt(hash)
    if (erasedAt !== null && eventTime <= erasedAt) return null
    const known = this.#storage.profileOf(hash)
    if (known) return known
    this.#storage.assign(hash, candidate)
    return candidate
  }

  /** {@link claim} and {@link lookup} for many identifiers of this bucket at once, in their order. */
  resolve(requests: readonly ResolveRequest[]): Resolved[] {
    return requests.map(({ hash, candidate, time }) => {
      const erasedAt = this.#storage.erasedAt(hash)
      const profile = candidate === null ? this.lookup(hash) : this.claim(hash, candidate, time)
      return { profile, erasedAt }
    })
  }

  /** {@link claimOrder} for many; answers with those that words were waiting for. */
  claimOrders(
    claims: readonly NamedOrderClaim[],
  ): { profile: string; hash: string; words: WaitingOrderEvent[] }[] {
    return claims.flatMap(({ hash, claim }) => {
      const words = this.claimOrder(hash, claim)
      return words.length > 0 ? [{ profile: claim.profile, hash, words }] : []
    })
  }

  /** A profile holds this order. Returns what the shop's server had already said about it; see {@link orderTaken}. */
  claimOrder(hash: string, claim: OrderClaim): WaitingOrderEvent[] {
    this.#storage.addOrderClaim(hash, claim)
    const waiting = this.#storage.waiting(hash)
    return waiting.length > 0 && this.#storage.ownerOf(hash) === claim.profile ? waiting : []
  }

  /** The words that waited are in the profile's rows: only now may they be forgotten here, or a crash would lose them. */
  orderTaken(hash: string, messageIds: string[]): void {
    for (const messageId of messageIds) this.#storage.dropWaiting(hash, messageId)
  }

  /**
   * The shop's server speaks about an order and does not say whose it is: the profile that the claims point to, or
   * null, and then its word waits for the shopper's own event.
   */
  orderOwner(
    hash: string,
    word: WaitingOrderEvent,
    stated: { total: number | null; currency: string | null },
  ): string | null {
    const owner = this.#storage.ownerOf(hash, stated)
    if (owner) {
      this.#storage.trustClaim(hash, owner)
      return owner
    }
    this.#storage.addWaiting(hash, word, stated, Date.now())
    this.ctx.waitUntil(this.#armWaiting())
    return null
  }

  /** Takes a person out: identifiers become tombstones; claims go, and words about orders that nobody else claims. */
  forget(profile: string, at: number): Forgotten {
    return this.ctx.storage.transactionSync(() => this.#storage.bury(profile, at))
  }

  /** Lets go of words that nobody claimed in time. Never throws: the platform gives up an alarm that keeps throwing. */
  override async alarm(): Promise<void> {
    try {
      this.#storage.dropWaitingBefore(Date.now() - WAITING_ORDER_DAYS * DAY_MS)
      if (this.#storage.hasWaiting()) await this.ctx.storage.setAlarm(Date.now() + DAY_MS)
    } catch (error) {
      this.#report(error)
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS).catch((failure) => this.#report(failure))
    }
  }

  #report(error: unknown): void {
    logLine('warn', { at: 'identity.alarm', object: this.ctx.id.name, error })
  }

  async #armWaiting(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY_MS)
  }
}
