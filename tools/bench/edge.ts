import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { edgeClient, type ShopKeys } from '../local/edge-client.ts'
import { SetupError } from '../setup/step.mjs'
import { browserHeaders, consent, history, ORIGIN } from './people.ts'
import { benchCatalog, benchConfig } from './shop.ts'
import { startWorkerd, type Workerd } from './workerd.ts'
import { writeEdgeConfig } from './workerd-config.ts'

export interface BenchEdge {
  folder: string
  /** The capnp config; objects lie beside it. */
  config: string
  secrets: Record<string, string>
  keys: ShopKeys
  /** Handle cookies of the people that were made. */
  cookies: string[]
  /** The first so many keep coming; the others are seen once, cold. */
  regulars: number
}

const EVENTS = 200

/** Makes a state folder with a shop and `people` people of 200 events each, through the public API. */
export async function makeBenchEdge(folder: string, people: number): Promise<BenchEdge> {
  const secrets = { COOKIE_SECRET: secret(), ADMIN_KEY: secret() }
  const config = writeEdgeConfig(folder, secrets)
  const workerd = await startWorkerd({ config })
  try {
    const url = `http://127.0.0.1:${workerd.port}`
    const edge = edgeClient(url, secrets.ADMIN_KEY)
    const keys = await edge.makeShop('bench', { name: 'Bench', origins: [ORIGIN] })
    if (!keys) throw new SetupError('The bench folder was not empty')
    await edge.publishFirst('/v1/config', keys.secretKey, benchConfig())
    await edge.putCatalog(keys.secretKey, benchCatalog())
    const cookies: string[] = []
    for (let person = 0; person < people; person += 1)
      cookies.push(await makePerson(url, keys.publicKey, person))
    await settled(workerd)
    return { folder, config, secrets, keys, cookies, regulars: Math.ceil((people * 2) / 3) }
  } finally {
    await workerd.stop()
  }
}

/** The same shop and people in a folder of its own: two runtimes never share objects. Answers with its config. */
export function copyBenchEdge({ folder, secrets }: BenchEdge, into: string): string {
  rmSync(into, { recursive: true, force: true })
  cpSync(folder, into, { recursive: true })
  // What was copied is on the disk before anything is measured: a commit would wait for it.
  spawnSync('sync')
  return writeEdgeConfig(into, secrets)
}

async function makePerson(url: string, writeKey: string, person: number): Promise<string> {
  const now = Date.now()
  const response = await fetch(`${url}/v1/decide`, {
    method: 'POST',
    headers: browserHeaders,
    body: JSON.stringify({
      writeKey,
      consent,
      sentAt: new Date(now).toISOString(),
      events: history(person, EVENTS, now),
      placements: ['home'],
      page: { type: 'home' },
    }),
  })
  const answer = (await response.json()) as { accepted?: number; blocks?: { home?: { items: unknown[] } } }
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  // The ten products are what is measured: an answer without them would look fast.
  if (!cookie || answer.accepted !== EVENTS || answer.blocks?.home?.items.length !== 10)
    throw new SetupError(
      `A person could not be made: ${response.status} ${JSON.stringify(answer).slice(0, 500)}`,
    )
  return cookie
}

/** What follows a request (deliveries, statistics, alarms) ends before anything is measured. */
async function settled({ cpuMs }: Pick<Workerd, 'cpuMs'>): Promise<void> {
  const ALARMS_MS = 12_000
  await setTimeout(ALARMS_MS)
  for (let second = 0; second < 30; second += 1) {
    const before = cpuMs()
    await setTimeout(1000)
    if (!(cpuMs() - before > 20)) return
  }
}

const secret = () => randomBytes(32).toString('base64url')
