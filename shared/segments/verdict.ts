import type { Subject } from './subject.ts'

/** Whether a condition holds, and the moment (epoch ms) from which time alone may change that; Infinity = never. */
export interface Verdict {
  match: boolean
  until: number
}

/** A compiled condition. Segments it refers to are asked for by name. */
export type Test = (subject: Subject, segment: (name: string) => Verdict) => Verdict

export const NEVER = Number.POSITIVE_INFINITY

/** Every test holds. One that fails settles it, for as long as that one keeps failing. */
export function allOf(tests: readonly Test[]): Test {
  return (subject, segment) => {
    let until = NEVER
    for (const test of tests) {
      const verdict = test(subject, segment)
      if (!verdict.match) return verdict
      if (verdict.until < until) until = verdict.until
    }
    return { match: true, until }
  }
}

/** Some test holds; the mirror image of `allOf`. */
export function anyOf(tests: readonly Test[]): Test {
  const noneHolds = allOf(tests.map(not))
  return not(noneHolds)
}

export function not(test: Test): Test {
  return (subject, segment) => {
    const { match, until } = test(subject, segment)
    return { match: !match, until }
  }
}
