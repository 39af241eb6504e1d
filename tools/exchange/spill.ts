import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportedCall } from '../../shared/exchange/import/call.ts'
import { bucketOf } from '../../shared/lib/hash.ts'

/** Bytes of the files that one part is to hold: what is in memory while its people are put together. */
const PART_BYTES = 48_000_000
/** Characters gathered before they are written. */
const FLUSH = 256_000

/** An event on its way: where it came from, and its text. */
export interface SpilledEvent {
  file: number
  line: number
  json: string
}

/**
 * Puts events together by person without holding all of them: they go to files on disk by a hash of the person, and
 * come back a part at a time. The files are readable by this user alone and gone with {@link close}.
 */
export class Spill {
  readonly #folder = mkdtempSync(join(tmpdir(), 'vicino-import-'))
  readonly #buffers: string[]
  /** E-mail address → the user id that some row states beside it. */
  readonly #userIds = new Map<string, string>()

  constructor(bytes: number) {
    const parts = Math.max(1, Math.ceil(bytes / PART_BYTES))
    this.#buffers = Array.from({ length: parts }, () => '')
  }

  add({ file, line, call }: { file: number; line: number; call: ImportedCall }): void {
    const person = this.#personOf(call)
    const part = bucketOf(person, this.#buffers.length)
    this.#buffers[part] += `${file}\t${line}\t${JSON.stringify(person)}\t${JSON.stringify(call)}\n`
    if (this.#buffers[part]!.length > FLUSH) this.#flush(part)
  }

  /** Each person's events together, in the order they came; the same files give the same order. */
  *people(): Generator<SpilledEvent[]> {
    for (const part of this.#buffers.keys()) {
      this.#flush(part)
      const people = new Map<string, SpilledEvent[]>()
      for (const text of this.#read(part).split('\n')) {
        if (text === '') continue
        const [file, line, person, json] = text.split('\t', 4) as [string, string, string, string]
        const event = { file: Number(file), line: Number(line), json }
        const known = people.get(person)
        if (known) known.push(event)
        else people.set(person, [event])
      }
      for (const events of people.values()) yield withoutRepetitions(events)
    }
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Good enough to bring rows of one person into one request; whose they are, the edge decides. */
  #personOf({ userId, anonymousId, context }: ImportedCall): string {
    const email = context.traits?.email?.toLowerCase()
    if (userId !== undefined && email !== undefined) this.#userIds.set(email, userId)
    const known = userId ?? (email === undefined ? undefined : this.#userIds.get(email))
    if (known !== undefined) return `u ${known}`
    return email ?? context.traits?.phone ?? `a ${anonymousId}`
  }

  #flush(part: number): void {
    if (this.#buffers[part] !== '') appendFileSync(this.#file(part), this.#buffers[part]!, { mode: 0o600 })
    this.#buffers[part] = ''
  }

  #read(part: number): string {
    try {
      return readFileSync(this.#file(part), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw error
    }
  }

  #file(part: number): string {
    return join(this.#folder, `${part}.ndjson`)
  }
}

/**
 * Orders of one buyer mostly state the same of them. Of statements that follow each other in time and say the same,
 * the first is kept.
 */
function withoutRepetitions(events: SpilledEvent[]): SpilledEvent[] {
  const stated = events.filter(({ json }) => json.startsWith('{"type":"identify"'))
  if (stated.length < 2) return events
  const said = stated.map((event) => ({ event, call: JSON.parse(event.json) as ImportedCall }))
  said.sort((a, b) => (a.call.timestamp < b.call.timestamp ? -1 : 1))
  const repeated = new Set<SpilledEvent>()
  let before = ''
  for (const { event, call } of said) {
    const now = JSON.stringify([call.userId, call.traits, call.context])
    if (now === before) repeated.add(event)
    before = now
  }
  return events.filter((event) => !repeated.has(event))
}
