import { setTimeout } from 'node:timers/promises'
import type { Remote } from '../cli/settings.ts'
import { CommandError, EXIT } from '../cli/terminal.ts'
import type { Chunk } from './chunks.ts'

/** What became of a chunk. */
export interface ChunkAnswer {
  stored: number
  duplicates: number
  withheld: number
  invalid: { line: number; column: string; reason: string }[]
}

const ATTEMPTS = 8

/** Sends a chunk, again where it is told to come later or a connection breaks: rows have ids, so nothing doubles. */
export async function sendChunk(
  { number, events }: Chunk,
  { importId, remote, call }: { importId: string; remote: Remote; call: typeof fetch },
): Promise<ChunkAnswer> {
  const address = `${remote.url}/v1/import?as=events&import=${encodeURIComponent(importId)}&chunk=${number}`
  const body = events.map(({ json }) => json).join('\n')
  for (let attempt = 1; ; attempt += 1) {
    const response = await post(call, address, remote.key, body)
    if (response?.ok) return (await response.json()) as ChunkAnswer
    const isLater = !response || response.status === 429 || response.status >= 500
    if (!isLater || attempt >= ATTEMPTS) {
      const text = response ? (await response.text()).slice(0, 300) : 'no answer'
      throw new CommandError(
        `${remote.url} did not take chunk ${number} (${response?.status ?? 'no connection'}): ${text}\nWhat was sent is kept; go on with --resume.`,
        EXIT.problems,
      )
    }
    await setTimeout(1000 * Number(response?.headers.get('retry-after') ?? 0.25 * 2 ** attempt))
  }
}

async function post(
  call: typeof fetch,
  address: string,
  key: string,
  body: string,
): Promise<Response | undefined> {
  try {
    return await call(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body,
      // A redirect could lead the secret key to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(120_000),
    })
  } catch {
    return undefined // a broken connection is tried again like a busy server
  }
}
