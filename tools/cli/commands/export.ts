import { appendFileSync, closeSync, openSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ShopSystem } from '../../../shared/exchange/export/shop-tags.ts'
import type { ExportKind } from '../../../shared/exchange/export/table.ts'
import { callWorkerForPage } from '../api.ts'
import { isThere } from '../files.ts'
import { type GlobalOptions, type Remote, remoteOf } from '../settings.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

export interface ExportCommandOptions {
  as: ExportKind
  segment?: string
  ndjson?: boolean
  system?: ShopSystem
  out?: string
  force?: boolean
}

/** `vicino export`: people as other systems take them, to a file or to standard output. */
export async function exportCommand(
  { as, segment, ndjson, system, out, force }: ExportCommandOptions,
  globals: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const remote = remoteOf(globals, terminal)
  const body = {
    as,
    format: ndjson ? 'ndjson' : 'csv',
    ...(segment && { segment }),
    ...(system && { system }),
  }
  if (out === undefined) {
    for await (const page of pages(body, remote, terminal)) terminal.write(page)
    return EXIT.ok
  }
  if (!force && isThere(out, terminal))
    throw new CommandError(`${out} is there already; name another file, or say --force.`, EXIT.problems)
  const rows = await writePages(resolve(terminal.cwd, out), pages(body, remote, terminal))
  terminal.write(`Wrote ${Math.max(0, rows - (ndjson ? 0 : 1))} people to ${out}.\n`)
  return EXIT.ok
}

/** Personal data: readable by this user alone; half an export is none. Answers how many lines there are. */
async function writePages(file: string, pages: AsyncIterable<string>): Promise<number> {
  closeSync(openSync(file, 'w', 0o600))
  let lines = 0
  try {
    for await (const page of pages) {
      appendFileSync(file, page)
      lines += rowsIn(page)
    }
  } catch (error) {
    rmSync(file)
    throw error
  }
  return lines
}

/** Line ends outside of quotes. */
function rowsIn(text: string): number {
  return text.replace(/"(?:[^"]|"")*"/g, '').split('\n').length - 1
}

async function* pages(body: object, remote: Remote, terminal: Terminal): AsyncGenerator<string> {
  let cursor: string | null = null
  do {
    const page = await callWorkerForPage('export', remote, terminal.fetch, {
      ...body,
      ...(cursor && { cursor }),
    })
    if (page.text !== '') yield page.text
    cursor = page.cursor
  } while (cursor !== null)
}
