import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Runtime, type RuntimeOptions, startRuntime } from '../../tools/local/runtime.ts'
import { type Client, client } from './client.ts'

export { type Answer, type Client, client } from './client.ts'
export { until } from './until.ts'

/** A shop made for one test, with a client for each of its keys. */
export interface TestShop {
  id: string
  publicKey: string
  secretKey: string
  identitySecret: string
  /** May append. */
  browser: Client
  /** May read and write. */
  server: Client
}

export interface TestEdge {
  /** The running Worker; not there before the file's tests begin. */
  readonly runtime: Runtime
  /** Where everything is stored. */
  readonly statePath: string
  createShop(options?: { name?: string; origins?: string[] }): Promise<TestShop>
  /** Stops the Worker and starts it again on the same storage. */
  restart(): Promise<void>
}

let shopsMade = 0

/** The id of the n-th shop that a file's tests make, from 1. */
function testShopId(n: number): string {
  return `test-${process.pid}-${n}`
}

/** The variables that give each of the first 50 shops of a file the secret `env:name`; they are set before it is made. */
export function secretOfEachShop(name: string, value: string): Record<string, string> {
  const ids = Array.from({ length: 50 }, (_value, index) => testShopId(index + 1))
  return Object.fromEntries(ids.map((id) => [`${id.toUpperCase().replaceAll('-', '_')}__${name}`, value]))
}

/**
 * Runs the built Worker for the tests of one file, on storage of its own that is thrown away afterwards.
 * Tests stay apart by making a shop each.
 */
export function useEdge(options: Omit<Partial<RuntimeOptions>, 'statePath' | 'demo'> = {}): TestEdge {
  const statePath = mkdtempSync(join(tmpdir(), 'vicino-test-'))
  let running: Runtime | undefined
  const start = async () => {
    running = await startRuntime({ canInspect: true, ...options, statePath })
  }
  beforeAll(start)
  afterAll(async () => {
    await running?.stop()
    rmSync(statePath, { recursive: true, force: true })
  })

  const runtime = () => {
    if (!running) throw new Error('The Worker runs only while tests do: use it inside test() or beforeAll()')
    return running
  }
  return {
    get runtime() {
      return runtime()
    },
    statePath,
    createShop: ({ name = 'Test shop', origins = ['https://shop.example'] } = {}) =>
      createShop(runtime(), testShopId(++shopsMade), { name, origins }),
    restart: async () => {
      await runtime().stop()
      await start()
    },
  }
}

async function createShop(runtime: Runtime, id: string, body: object): Promise<TestShop> {
  const admin = client(runtime.edgeUrl, runtime.adminKey)
  const reply = await admin.put<Pick<TestShop, 'publicKey' | 'secretKey' | 'identitySecret'>>(
    `/v1/shops/${id}`,
    body,
  )
  if (reply.status >= 300)
    throw new Error(`PUT /v1/shops/${id} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
  const { publicKey, secretKey, identitySecret } = reply.body
  return {
    id,
    publicKey,
    secretKey,
    identitySecret,
    browser: client(runtime.edgeUrl, publicKey),
    server: client(runtime.edgeUrl, secretKey),
  }
}
