import { type Context, Hono } from 'hono'
import { eventLog } from '../flow/exchange/event-log.ts'
import { addCoverage } from '../flow/fields/coverage.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { mapLimited } from '../lib/map-limited.ts'
import {
  placeOf,
  SHARDS,
  type ShopPlace,
  STATISTICS_BUCKETS,
  shardStub,
  shardStubAt,
  statisticsBucket,
  statisticsStub,
} from '../lib/object-id.ts'
import { ApiError } from '../lib/problem.ts'
import { secretCaller } from '../lib/secret-caller.ts'
import { publishedReading } from '../stores/config/published-reading.ts'
import { reachPerson } from '../stores/profile/reach.ts'

const AT_ONCE = 6

/** What a shop knows of all its people and products together; for its own servers. */
export const audiences = new Hono<AppEnv>()

/** How many people there are, by segment and by consent. */
audiences.get('/v1/audiences', async (c) => {
  const shop = await shopOf(c)
  const reading = await publishedReading(c.env, shop.id)
  const summaries = await mapLimited(numbers(SHARDS), AT_ONCE, (shard) =>
    shardStubAt(c.env, shop, shard).summary(shop.id, reading),
  )
  return c.json({
    profiles: summaries.reduce((sum, { profiles }) => sum + profiles, 0),
    bySegment: addUp(summaries.map(({ bySegment }) => bySegment)),
    consented: addUp(summaries.map(({ consented }) => consented)),
    reread: addCoverage(summaries.map(({ coverage }) => coverage)),
  })
})

/** One person's row, as sizes and exports see it. */
audiences.get('/v1/profiles/:id/audience', async (c) => {
  const shop = await shopOf(c)
  const { head } = await reachPerson(c.env, shop, c.req.param('id'), (stub, asked) => stub.head(asked))
  const row = await shardStub(c.env, shop, head).audience(shop.id, head)
  if (!row)
    throw new ApiError(404, 'no-profile', 'No audience row for this profile; it may be a moment behind')
  return c.json(row)
})

/** Exact totals, or the counts of the products named in `ids`. */
audiences.get('/v1/statistics', async (c) => {
  const shop = await shopOf(c)
  const ids = c.req.query('ids')?.split(',').slice(0, 200)
  if (ids) {
    const found = await mapLimited(ids, AT_ONCE, (id) =>
      statisticsStub(c.env, shop, statisticsBucket(id)).read(shop.id, [id]),
    )
    return c.json({ products: found.flat() })
  }
  const totals = await mapLimited(numbers(STATISTICS_BUCKETS), AT_ONCE, (bucket) =>
    statisticsStub(c.env, shop, bucket).totals(shop.id),
  )
  return c.json({
    ...addUp(totals.map(({ revenue: _revenue, ...counts }) => counts)),
    revenue: addUp(totals.map(({ revenue }) => revenue)),
  })
})

/** The event log of a day, NDJSON: pseudonyms, numbers and catalogue ids in clear, the rest sealed. */
audiences.get('/v1/log/:day', async (c) => {
  const shop = await shopOf(c)
  const day = c.req.param('day')
  if (!isDay(day))
    throw new ApiError(400, 'invalid-day', 'A day looks like 2026-11-22, and is in the calendar')
  return c.body(eventLog(c.env, shop.id, day), 200, { 'Content-Type': 'application/x-ndjson' })
})

/** Whether the calendar has the day: `Date` alone would turn 2026-02-30 into 2 March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

async function shopOf(c: Context<AppEnv>): Promise<ShopPlace> {
  return placeOf((await secretCaller(c)).shop)
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_value, index) => index)
}

function addUp(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const record of records)
    for (const [name, count] of Object.entries(record)) sums.set(name, (sums.get(name) ?? 0) + count)
  return Object.fromEntries(sums)
}
