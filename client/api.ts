import type { Block, PageContext } from '../shared/schema/decide.ts'
import type { Answer, PurposeState } from './consent/choice.ts'
import type { Receipt } from './send/parcel.ts'

/** What the shop may call, as `vicino.track(…)` or `vicino('track', …)`. Every promise settles, none rejects. */
export interface VicinoApi {
  track(event: string, properties?: Record<string, unknown>): Promise<Receipt>
  /** States who this is. Without the shop's `proof` it is a claim: stored, never used to read or merge. */
  identify(userId: string, traits?: Record<string, unknown>, options?: { proof?: string }): Promise<Receipt>
  /** A page view by hand; what it states about the page (type, product, category, query) outranks what was guessed. */
  page(page?: Partial<PageContext>): Promise<Receipt>
  /** Sets purposes, or without an argument only reads them. */
  consent(answer?: Partial<Answer>): Promise<Record<keyof Answer, PurposeState>>
  /** What placements show, for shops that draw by themselves. */
  decide(placements: string | string[], page?: Partial<PageContext>): Promise<Record<string, Block>>
  /**
   * The person signed out: says so, and drops the id that a page on another site than the edge uses. On the shop's own
   * domain the cookie stays, so what follows is still this browser's.
   */
  reset(): Promise<void>
  /** Withdraws every consent and clears what the browser keeps. */
  forget(): Promise<void>
  /** Runs the callback, if any, once the script works; resolves then. */
  ready(callback?: () => void): Promise<void>
  /** Writes what happens to the console. */
  debug(isOn?: boolean): Promise<void>
}

/** The global: a function with the same methods on it. */
export type Vicino = VicinoApi & {
  <Name extends keyof VicinoApi>(
    name: Name,
    ...args: Parameters<VicinoApi[Name]>
  ): ReturnType<VicinoApi[Name]>
  /** Calls made before the script arrived. */
  q?: ArrayLike<unknown>[]
}
