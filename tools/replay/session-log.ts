import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SetupError } from '../setup/step.mjs'

export interface Click {
  /** Names the event: the line of the log that it stands in. */
  messageId: string
  item: string
  /** Epoch ms. */
  time: number
  /** Major units, where the log has them. */
  price?: number
  category?: string
}

/** One shopper's visit: the rows of a session, in the order of the log. */
export interface Session {
  /** `session-` and the log's number: bare ones such as 11111 look like an id that stands for nobody, and are refused. */
  id: string
  clicks: Click[]
}

/** Columns that are there in every log, and those that some have. */
const COLUMNS = ['SessionId', 'ItemId', 'Time'] as const
const OPTIONAL = ['Price', 'Category'] as const

/** Times below this (2001, in seconds) only say what came first. */
const FIRST_CLOCK_SECONDS = 1e9

/**
 * Sessions of a tab-separated log, one after the other; only one is in memory. The rows of a session stand together.
 * Throws a SetupError with the line that cannot be read.
 */
export async function* readSessions(file: string): AsyncGenerator<Session> {
  let columns: Columns | undefined
  let session: Session | undefined
  const finished = new Set<string>()
  let line = 0
  for await (const text of lines(file)) {
    line += 1
    if (!columns) {
      columns = readHeader(text, file)
      continue
    }
    if (text === '') continue
    const { id, ...row } = readRow(text, columns, `${file}:${line}`)
    if (session && session.id !== id) {
      yield session
      finished.add(session.id)
      session = undefined
    }
    if (finished.has(id))
      throw new SetupError(`${file}:${line}: ${id} comes back; sort the log by session and time`)
    session ??= { id, clicks: [] }
    session.clicks.push(clickOf(row, line, session.clicks.length))
  }
  if (!columns)
    throw new SetupError(`${file} is empty; its first line names the columns ${COLUMNS.join(', ')}`)
  if (session) yield session
}

type Columns = Partial<Record<(typeof COLUMNS)[number] | (typeof OPTIONAL)[number], number>>

async function* lines(file: string): AsyncGenerator<string> {
  const raw = createReadStream(file)
  const input = file.endsWith('.gz') ? pipeline(raw, createGunzip(), () => undefined) : raw
  try {
    // The error of a stream is told to whoever reads it, not to the reader of its lines.
    const failed = new Promise<never>((_resolve, reject) => {
      raw.once('error', reject)
      input.once('error', reject)
    })
    failed.catch(() => undefined)
    const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
    for (;;) {
      const next = await Promise.race([reader.next(), failed])
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new SetupError(`There is no file ${file}`)
    throw new SetupError(`${file} cannot be read: ${message}`)
  } finally {
    raw.destroy()
  }
}

function readHeader(text: string, file: string): Columns {
  const names = text.split('\t')
  const missing = COLUMNS.filter((name) => !names.includes(name))
  if (missing.length > 0)
    throw new SetupError(
      `${file}:1: the first line names no ${missing.join(', no ')}; is this a session log?`,
    )
  const found = [...COLUMNS, ...OPTIONAL].filter((name) => names.includes(name))
  return Object.fromEntries(found.map((name) => [name, names.indexOf(name)]))
}

interface Row {
  id: string
  item: string
  seconds: number
  price?: number
  category?: string
}

function readRow(text: string, columns: Columns, place: string): Row {
  const cells = text.split('\t')
  const cell = (name: keyof Columns) => {
    const at = columns[name]
    return at === undefined ? undefined : cells[at]
  }
  const id = cell('SessionId')
  const item = cell('ItemId')
  const seconds = Number(cell('Time') || Number.NaN)
  if (!id || !item || !(seconds >= 0))
    throw new SetupError(`${place}: not a session, an item and a time: ${text.slice(0, 80)}`)
  const price = Number(cell('Price') || Number.NaN)
  const category = cell('Category')
  return { id: `session-${id}`, item, seconds, ...(price >= 0 && { price }), ...(category && { category }) }
}

function clickOf({ item, seconds, price, category }: Omit<Row, 'id'>, line: number, position: number): Click {
  return {
    messageId: `line-${line}`,
    item,
    time: seconds < FIRST_CLOCK_SECONDS ? inventedTime(seconds, position) : Math.round(seconds * 1000),
    ...(price !== undefined && { price }),
    ...(category !== undefined && { category }),
  }
}

const START = Date.UTC(2026, 0, 1)
const SESSION_GAP_MS = 20_000
const CLICK_GAP_MS = 30_000

/** Where the log tells an order only (session * 1000 + position): a session every 20 s, a click every 30 s in it. */
function inventedTime(order: number, position: number): number {
  return START + Math.floor(order / 1000) * SESSION_GAP_MS + position * CLICK_GAP_MS
}
