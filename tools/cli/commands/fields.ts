import { callWorker } from '../api.ts'
import { type GlobalOptions, remoteOf } from '../settings.ts'
import { EXIT, type Exit, type Terminal } from '../terminal.ts'

/** The answer of `GET /v1/fields`, as far as the command prints it. */
interface Listing {
  fields: {
    path: string
    type: string
    seen: number
    share: number
    examples: string[]
    looksPersonal: boolean
    firstSeenAt: number
    lastSeenAt: number
    classified?: { type: string; meaning?: string; personal?: boolean }
  }[]
  events: number
  overflow: number
  limit: number
  reread: { profiles: number; read: number; share: number }
}

/** `vicino fields [text]`: what fields came, what was made of them, and how far people are read by it. */
export async function fieldsCommand(
  { text = '', isNew = false }: { text?: string; isNew?: boolean },
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const remote = remoteOf(options, terminal)
  const listing = JSON.parse(await callWorker('fields', remote, terminal.fetch)) as Listing
  if (options.format === 'json') {
    terminal.write(`${JSON.stringify(listing)}\n`)
    return EXIT.ok
  }
  const shown = listing.fields.filter(
    ({ path, classified }) =>
      path.toLowerCase().includes(text.toLowerCase()) && !(isNew && classified !== undefined),
  )
  const rows = [['field', 'type', 'share', 'first seen', 'last seen', 'means', 'examples'], ...shown.map(row)]
  if (shown.length > 0) terminal.write(`${table(rows)}\n\n`)
  terminal.write(`${summary(listing, shown.length).join('\n')}\n`)
  return EXIT.ok
}

function row({ path, type, share, classified, ...field }: Listing['fields'][number]): string[] {
  const isPersonal = classified?.personal ?? (classified === undefined && field.looksPersonal)
  const meaning = classified ? `${classified.meaning ?? 'itself'} (${classified.type})` : '–'
  return [
    path,
    type,
    percent(share),
    day(field.firstSeenAt),
    day(field.lastSeenAt),
    isPersonal ? `${meaning}, personal` : meaning,
    field.examples.join(', '),
  ].map(printable)
}

function summary({ fields, events, overflow, limit, reread }: Listing, shown: number): string[] {
  const classified = fields.filter(({ classified: found }) => found).length
  const of = shown === fields.length ? '' : `${shown} of `
  const lines = [
    `${of}${count(fields.length)} fields in ${count(events)} events, ${classified} of them classified.`,
    `Re-read ${percent(reread.share, Math.floor)} of profiles by what is published: ${count(reread.read)} of ${count(reread.profiles)}.`,
  ]
  if (overflow > 0)
    lines.push(`${count(overflow)} sightings had no room: a shop's catalogue has ${count(limit)} fields.`)
  return lines
}

/** Left-aligned columns, two spaces apart. */
function table(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_cell, column) => Math.max(...rows.map((cells) => cells[column]!.length)))
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Senders choose names and values: nothing of theirs may steer a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
}

/** A sweep is at 100 % when it is over and not before. */
function percent(share: number, round: (value: number) => number = Math.round): string {
  return `${round(share * 100)} %`
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function count(number: number): string {
  return number.toLocaleString('en')
}
