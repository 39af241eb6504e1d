import { isDeepStrictEqual } from 'node:util'
import { orderBook } from '../../shared/features/order-book.ts'
import type { Client } from '../worker/client.ts'
import { until } from '../worker/until.ts'
import { refold } from './check-people.ts'
import type { StoredPerson } from './read-people.ts'

/** What all people's rows add up to, where the shop reads it: audiences, statistics, event log. */
export interface TotalsReport {
  audiences: string[]
  statistics: string[]
  log: string[]
}

/** Statistics and log follow the profiles at their own pace; a failed sending waits longer each time. */
const SETTLES_WITHIN_MS = 60_000

/** Complete and nothing twice; what is still under way is waited for. `days`: on which the run wrote, `yyyy-mm-dd`. */
export async function checkTotals(
  server: Client,
  people: readonly StoredPerson[],
  days: readonly string[],
): Promise<TotalsReport> {
  return {
    audiences: await settled(() => audienceFaults(server, people)),
    statistics: await settled(() => statisticsFaults(server, people)),
    log: await settled(() => logFaults(server, people, days)),
  }
}

/** The faults that stay. */
async function settled(faults: () => Promise<string[]>): Promise<string[]> {
  let last: string[] = []
  const isFine = async () => {
    last = await faults()
    return last.length === 0
  }
  await until(isFine, { withinMs: SETTLES_WITHIN_MS, everyMs: 500 }).catch(() => undefined)
  return last
}

async function audienceFaults(server: Client, people: readonly StoredPerson[]): Promise<string[]> {
  const { body } = await server.get<{ profiles: number; consented: Record<string, number> }>('/v1/audiences')
  const consented = people.filter(({ view }) => view.consent & 1).length
  return differing('audiences', [body.profiles, body.consented.analytics ?? 0], [people.length, consented])
}

async function statisticsFaults(server: Client, people: readonly StoredPerson[]): Promise<string[]> {
  const { body } = await server.get<Record<string, unknown>>('/v1/statistics')
  const { views, carts, ordered, orderedVerified, revenue } = body
  const expected = { views: 0, carts: 0, ordered: 0, orderedVerified: 0, revenue: 0 }
  for (const person of people) {
    for (const { name } of person.events) {
      if (name === 'product_viewed') expected.views += 1
      if (name === 'product_added') expected.carts += 1
    }
    const { book } = refold(person)
    for (const line of book.orders.flatMap(({ id }) => orderBook.difference(orderBook.initial, book, id))) {
      expected.ordered += line.quantity
      if (line.isVerified) {
        expected.orderedVerified += line.quantity
        expected.revenue += line.amount
      }
    }
  }
  const eur = (revenue as Record<string, number>).EUR ?? 0
  return differing('statistics', { views, carts, ordered, orderedVerified, revenue: eur }, expected)
}

async function logFaults(
  server: Client,
  people: readonly StoredPerson[],
  days: readonly string[],
): Promise<string[]> {
  const lines = new Map<string, string[]>()
  const seen = new Set<string>()
  const faults: string[] = []
  for (const day of days) {
    const { body } = await server.get<string>(`/v1/log/${day}`)
    for (const text of body.split('\n').filter(Boolean)) {
      const { profile, sequence, index, name } = JSON.parse(text) as Record<string, string | number>
      const key = `${profile} ${sequence} ${index}`
      if (seen.has(key)) faults.push(`${key} is in the log twice`)
      seen.add(key)
      lines.set(String(profile), [...(lines.get(String(profile)) ?? []), String(name)])
    }
  }
  for (const { profile, events } of people)
    faults.push(
      ...differing(
        `log of ${profile}`,
        (lines.get(profile) ?? []).toSorted(),
        events.map(({ name }) => name).toSorted(),
      ),
    )
  const known = new Set(people.map(({ profile }) => profile))
  for (const profile of lines.keys())
    if (!known.has(profile)) faults.push(`${profile} is in the log and nowhere else`)
  return faults
}

function differing(what: string, seen: unknown, expected: unknown): string[] {
  if (isDeepStrictEqual(seen, expected)) return []
  return [`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`.slice(0, 500)]
}
