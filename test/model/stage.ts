import type { Runtime } from '../../tools/local/runtime.ts'
import type { TestShop } from '../worker/harness.ts'
import { until } from '../worker/until.ts'
import { catalog, config } from './history.ts'
import type { Failure, Stage } from './play.ts'
import { playSeed } from './play.ts'

/** Histories at a time: more than there are processors, because each mostly waits for an answer. */
const AT_ONCE = 8

/** Gives the shop its config and catalogue, and waits until the Worker knows them. */
export async function setStage(runtime: Pick<Runtime, 'evict'>, shop: TestShop): Promise<Stage> {
  const { server } = shop
  const published = await server.put('/v1/config', config, { 'if-none-match': '*' })
  const products = catalog.map((product) => ({
    ...product,
    title: product.id,
    url: `/${product.id}`,
    image: `/${product.id}.svg`,
    price: { amount: 1000, currency: 'EUR' },
  }))
  const filled = await server.put('/v1/catalog', { products })
  if (published.status >= 300 || filled.status >= 300)
    throw new Error(`The stage could not be set: ${JSON.stringify([published.body, filled.body])}`)
  let probes = 0
  await until(async () => {
    const userId = `probe-${++probes}`
    const consent = { analytics: true, personalization: true, marketing: { email: true } }
    const view = { type: 'track', event: 'product_viewed', properties: { product_id: catalog[0]!.id } }
    await server.post('/v1/batch', { userId, consent, batch: [view] })
    const { body } = await server.get<Probe>(`/v1/profiles/by/user_id/${userId}`)
    return body.view.segments.includes('mail') && body.view.features.affinities.lastCategory !== null
  })
  return { runtime, shop, base: Date.now() - 60_000 }
}

interface Probe {
  view: { segments: string[]; features: { affinities: { lastCategory: string | null } } }
}

/** Plays seeds side by side, each with a person of its own; tells of every one that ends. */
export async function playSeeds(
  stage: Stage,
  seeds: readonly number[],
  onDone: (done: number) => void = () => undefined,
): Promise<Failure[]> {
  const failures: Failure[] = []
  const left = [...seeds]
  const work = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const failure = await playSeed(stage, seed)
      if (failure) failures.push(failure)
      onDone(seeds.length - left.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return failures.sort((a, b) => a.seed - b.seed)
}

/** One failure as a person reads it. */
export function told({ seed, step, difference }: Failure): string {
  return `Seed ${seed}, step ${step}: ${difference}\nAgain: npm run test:model -- --seeds 1 --from ${seed}`
}
