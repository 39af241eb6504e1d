import type { FoldEvent } from './fold-event.ts'

/** The shop's model snapshot: priors, base rates, quantiles. An explicit input, never looked up. */
export interface ShopModel {
  timezone: string
  currency: string
}

export interface FeatureValue<Value> {
  value: Value
  uncertainty?: number
  /** Epoch ms of the newest event the value rests on; 0 = none. */
  asOf: number
  /** What the value rests on, for `why`: event names, product ids, counts. Small. */
  evidence?: unknown
}

/**
 * One computed fact about a person: a pure fold over events in canonical order.
 *
 * States are JSON values and never changed in place: `update` returns a new one, so that a recent state can be
 * kept and gone back to when an event comes late.
 */
export interface Feature<State, Value, Name extends string = string> {
  name: Name
  /** Which consent the feature needs: an event is seen only if its stamp and today's consent both allow it. */
  purpose: 'analytics' | 'personalization'
  initial: State
  update(state: State, event: FoldEvent): State
  value(state: State, context: { now: number; shop: ShopModel }): FeatureValue<Value>
  /** Joins what expired or came from several sources into one base. */
  combine(bases: State[]): State
}
