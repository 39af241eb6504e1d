import { setTimeout } from 'node:timers/promises'
import { seededRandom } from '../../demo/lib/random.ts'
import { edgeClient } from '../../tools/local/edge-client.ts'
import { client } from '../worker/client.ts'
import { checkPeople, type PeopleReport } from './check-people.ts'
import { checkTotals, type TotalsReport } from './check-totals.ts'
import { type Intervals, LocalEdge } from './local-edge.ts'
import { readPeople } from './read-people.ts'
import { Writers } from './writers.ts'

export interface KillReport extends PeopleReport, TotalsReport {
  rounds: number
  /** Events whose request was answered with success. */
  acknowledged: number
  stored: number
  people: number
  /** Requests that had to be sent again. */
  retried: number
}

const WRITERS = 16
/** How long an edge lives after it has answered somebody, ms: from its first words to well into its work. */
const LIVES = { from: 0, to: 600 }

/** Kills the local runtime under writers, `rounds` times, on one state folder; then reads everything and counts. */
export async function killRounds({
  rounds,
  statePath,
  seed = 1,
  intervals = () => 'short',
  onRound = () => undefined,
}: {
  rounds: number
  statePath: string
  seed?: number
  /** Of the edge that lives until it is killed in a round; and of the one that is left in the end. */
  intervals?: (round: number) => Intervals
  onRound?: (done: number) => void
}): Promise<KillReport> {
  const random = seededRandom(seed)
  const startedOn = Date.now()
  const edge = new LocalEdge(statePath)
  try {
    const { edgeUrl, adminKey } = await edge.start(undefined, intervals(0))
    const keys = await edgeClient(edgeUrl, adminKey).makeShop('kill', { name: 'Kill', origins: [] })
    if (!keys) throw new Error('The state folder is not empty')
    const writers = new Writers(edge, keys, { count: WRITERS, seed })
    for (writers.round = 0; writers.round < rounds; onRound(++writers.round)) {
      await writers.progress()
      await setTimeout(random.integer(LIVES.from, LIVES.to))
      await edge.kill()
      await edge.start(undefined, intervals(writers.round + 1))
    }
    await writers.end()

    const server = client((await edge.address()).edgeUrl, keys.secretKey)
    const people = await readPeople(
      server,
      new Set(writers.acknowledged.map(({ request }) => request.person)),
    )
    return {
      rounds,
      acknowledged: writers.acknowledged.reduce((sum, { request }) => sum + request.events.length, 0),
      stored: people.reduce((sum, { events }) => sum + events.length, 0),
      people: people.length,
      retried: writers.failed,
      ...checkPeople(people, writers.acknowledged),
      ...(await checkTotals(server, people, daysSince(startedOn))),
    }
  } finally {
    await edge.kill()
  }
}

function daysSince(from: number): string[] {
  const days = new Set<string>()
  for (let time = from; ; time += 3_600_000) {
    days.add(new Date(Math.min(time, Date.now())).toISOString().slice(0, 10))
    if (time > Date.now()) return [...days]
  }
}
