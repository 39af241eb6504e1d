import type { Stage as ModelStage } from '../model/play.ts'
import { type Failure, playPeople } from './play-people.ts'

/** Histories at a time: more than there are processors, because each mostly waits for an answer. */
const AT_ONCE = 6

/** No visit is going on any more, so that the moment of looking does not matter. */
const HOURS_AGO = 3 * 3_600_000

/** Plays seeds side by side, each with people of its own; tells of every one that ends. */
export async function playAll(
  stage: ModelStage,
  seeds: readonly number[],
  onDone: (done: number) => void = () => undefined,
): Promise<Failure[]> {
  const failures: Failure[] = []
  const left = [...seeds]
  const work = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const failure = await playPeople({ ...stage, base: stage.base - HOURS_AGO }, seed)
      if (failure) failures.push(failure)
      onDone(seeds.length - left.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return failures.sort((a, b) => a.seed - b.seed)
}

/** One failure as a person reads it. */
export function told({ seed, difference }: Failure): string {
  const lines = difference.split('\n').slice(0, 12)
  const short = lines.map((line) => line.slice(0, 400)).join('\n')
  return `Seed ${seed}: ${short}\nAgain: npm run test:identity -- --histories 1 --from ${seed}`
}
