import { setTimeout } from 'node:timers/promises'

/**
 * Asks again until the answer is neither undefined nor false, and returns it. For what the Worker does after its
 * reply; the last error or a sentence tells why it never came.
 */
export async function until<Value>(
  ask: () => Promise<Value | undefined | false> | Value | undefined | false,
  { withinMs = 10_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Value> {
  const deadline = performance.now() + withinMs
  for (;;) {
    let failure: unknown = new Error(`Still not so after ${withinMs} ms: ${ask.toString().slice(0, 200)}`)
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== false) return answer
    } catch (error) {
      // An assertion that does not hold yet is an answer that has not come yet.
      failure = error
    }
    if (performance.now() > deadline) throw failure
    await setTimeout(everyMs)
  }
}
