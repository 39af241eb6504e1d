import { SetupError } from '../setup/step.mjs'
import type { Refusals } from './load.ts'
import type { Variant } from './variant.ts'

/** Values by variant, one a round. */
export class Tally<Value> {
  readonly #values = new Map<Variant, Value[]>()

  add(variant: Variant, value: Value): void {
    this.#values.set(variant, [...this.of(variant), value])
  }

  of(variant: Variant): Value[] {
    return this.#values.get(variant) ?? []
  }
}

/** An answer that refuses is a fast answer: no figure is made of it. */
export function requireAnswers({ name }: Variant, refusals: Refusals): void {
  const [first] = refusals
  if (first) throw new SetupError(`${first[1]} requests of "${name}" were answered with ${first[0]}`)
}

export function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}
