import { edgeClient } from '../../tools/local/edge-client.ts'
import type { Runtime } from '../../tools/local/runtime.ts'
import { client } from '../worker/client.ts'
import type { TestShop } from '../worker/harness.ts'

/** A shop for a run outside of vitest, where there is no harness. */
export async function makeShop(
  { edgeUrl, adminKey }: Pick<Runtime, 'edgeUrl' | 'adminKey'>,
  id: string,
): Promise<TestShop> {
  const keys = await edgeClient(edgeUrl, adminKey).makeShop(id, {
    name: 'Test shop',
    origins: ['https://shop.example'],
  })
  if (!keys) throw new Error(`Shop ${id} was there already; its keys are told once`)
  return { id, ...keys, browser: client(edgeUrl, keys.publicKey), server: client(edgeUrl, keys.secretKey) }
}
