// `npm run bench:merge`: how soon a merge with a person of many profiles is acknowledged.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { progressBar } from '../../tools/local/progress-bar.ts'
import { startRuntime } from '../../tools/local/runtime.ts'
import { makeShop } from '../model/make-shop.ts'
import type { TestShop } from '../worker/harness.ts'
import { known, merge } from '../worker/people.ts'
import { until } from '../worker/until.ts'
import { ALL_CONSENT, viewed } from '../worker/visitor.ts'

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '1000' },
    joins: { type: 'string', default: '50' },
  },
})
const members = Number(values.members)
const joins = Number(values.joins)

const statePath = mkdtempSync(join(tmpdir(), 'vicino-large-'))
const runtime = await startRuntime({
  statePath,
  limits: { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 },
})
try {
  const shop = await makeShop(runtime, 'large')
  const bar = progressBar('members', members)
  const large = await claim(shop, 'member', members)
  for (const [index, member] of large.entries()) {
    if (index > 0) await joined(shop, side(large[0]!), side(member))
    bar(index + 1)
  }
  // Each is new to the large person, which leads; in the end it joins a person that leads it, as a whole.
  const pairs = await claim(shop, 'pair', 2 * joins)
  const two: number[] = []
  for (let index = 0; index < pairs.length; index += 2)
    two.push(await timed(() => joined(shop, side(pairs[index]!), side(pairs[index + 1]!))))
  const others = await claim(shop, 'other', joins)
  const small: number[] = []
  for (const other of others) {
    await settled(shop, large[0]!)
    small.push(await timed(() => joined(shop, side(large[0]!), side(other))))
  }
  const first = await known(shop, 'known', [viewed('boot-1')])
  await settled(shop, large[0]!)
  const whole = await timed(() => joined(shop, { profile: first }, side(large[0]!)))
  const wholeCopied = await timed(() => settled(shop, large[0]!))
  process.stdout.write(
    `${JSON.stringify({ members, joins, pairMs: quantiles(two), ackMs: quantiles(small), ackWholeMs: whole, wholeCopiedMs: wholeCopied })}\n`,
  )
} finally {
  await runtime.stop()
  rmSync(statePath, { recursive: true, force: true })
}

/** People who are known by a claimed id, with an event each. */
async function claim(shop: TestShop, name: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_each, index) => `${name}-${index}`)
  const batch = ids.map((anonymousId) => ({ ...viewed('boot-1'), anonymousId }))
  const { status, body } = await shop.server.post('/v1/batch', { batch, consent: ALL_CONSENT })
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`)
  return ids
}

/** Waits until the person's history is in its place and everybody has heard of it. */
async function settled(shop: TestShop, id: string): Promise<void> {
  await until(async () => {
    const { body } = await shop.server.get<{ profile: string }>(`/v1/profiles/by/anonymous_id/${id}`)
    const path = `/v1/profiles/${body.profile}/delivery`
    const { sequence, shard } = (await shop.server.get<Record<string, number>>(path)).body
    return shard === sequence
  })
}

function side(value: string) {
  return { type: 'anonymous_id', value }
}

async function joined(...args: Parameters<typeof merge>): Promise<void> {
  const { status, body } = await merge(...args)
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round((performance.now() - startedAt) * 10) / 10
}

function quantiles(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return { p50: at(0.5), p90: at(0.9), max: sorted.at(-1) }
}
