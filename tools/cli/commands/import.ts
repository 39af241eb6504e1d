import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'jsonc-parser'
import { IMPORT_KINDS, type ImportKind } from '../../../shared/exchange/import/kinds.ts'
import { type Mapping, readMapping } from '../../../shared/exchange/import/mapping.ts'
import { type ImportTally, importFiles } from '../../exchange/import-files.ts'
import { type FilePlan, planFile, type ShopDefaults } from '../../exchange/plan-file.ts'
import { preview } from '../../exchange/preview.ts'
import { progressBar } from '../../local/progress-bar.ts'
import { fetchPublished } from '../api.ts'
import { type GlobalOptions, type Remote, remoteOf } from '../settings.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

export interface ImportCommandOptions extends Omit<Mapping, 'as' | 'columns' | 'values'> {
  as?: ImportKind
  mapping?: string
  preview?: boolean
  /** `10%`. */
  maxRefused: string
  resume?: boolean
}

/** `vicino import`: what other systems know of the shop's people. */
export async function importCommand(
  files: readonly string[],
  options: ImportCommandOptions,
  globals: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const mapping = mappingOf(options, terminal)
  const maxRefused = shareOf(options.maxRefused)
  const remote = options.preview ? undefined : remoteOf(globals, terminal)
  const shop = await shopDefaults(mapping, remote, globals, terminal)
  const plans: FilePlan[] = []
  for (const file of files) plans.push(await planFile(resolve(terminal.cwd, file), mapping, shop))
  if (!remote) {
    terminal.write(`${plans.map(preview).join('\n\n')}\n`)
    return EXIT.ok
  }
  // Who is who is known before what they did: customer lists go first.
  plans.sort((a, b) => IMPORT_KINDS.indexOf(a.settings.kind) - IMPORT_KINDS.indexOf(b.settings.kind))
  let show: ((done: number) => void) | undefined
  const out = { isTTY: terminal.isTerminal, write: (text: string) => terminal.writeError(text) }
  const tally = await importFiles(plans, {
    mapping,
    maxRefused,
    isResumed: options.resume === true,
    remote,
    call: terminal.fetch,
    onProgress: (done, total) => {
      show ??= progressBar('events', total, out as unknown as NodeJS.WriteStream)
      show(done)
    },
  })
  terminal.write(`${summary(tally)}\n`)
  return EXIT.ok
}

function summary({ rows, refused, skipped, stored, duplicates, withheld, reports }: ImportTally): string {
  return [
    `${rows} rows: ${stored} events stored, ${duplicates} known already, ${withheld} withheld, ${skipped} rows left out, ${refused} refused.`,
    ...reports.map((report) => `Why rows were refused: ${report}`),
  ].join('\n')
}

/** The mapping file, and the options of the command line on top of it. */
function mappingOf(
  { mapping, as, source, currency, decimal, timezone, dates, delimiter, encoding }: ImportCommandOptions,
  { cwd }: Terminal,
): Mapping {
  const stated = { as, source, currency, decimal, timezone, dates, delimiter, encoding }
  const words = Object.fromEntries(Object.entries(stated).filter(([, word]) => word !== undefined))
  const file = mapping === undefined ? {} : readJson(resolve(cwd, mapping))
  const read = readMapping({ ...file, ...words })
  if ('problem' in read) throw new CommandError(`${read.problem}.`)
  return read.mapping
}

function readJson(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new CommandError(`The mapping ${file} cannot be read: ${(error as Error).message}`)
  }
}

/** `10%` or `0.1` → 0.1. */
function shareOf(text: string): number {
  const number = Number(text.replace('%', ''))
  const share = text.includes('%') ? number / 100 : number
  if (!(share >= 0 && share <= 1)) throw new CommandError(`--max-refused ${text} is not a share such as 10%.`)
  return share
}

/** The shop's own currency and time zone, for files that name none; asked only where nobody has said them. */
async function shopDefaults(
  { currency, timezone }: Mapping,
  remote: Remote | undefined,
  globals: GlobalOptions,
  terminal: Terminal,
): Promise<ShopDefaults> {
  if (currency !== undefined && timezone !== undefined) return { currency, timezone }
  const published = await fetchPublished('config', remote ?? remoteOf(globals, terminal), terminal.fetch)
  const shop = published ? (parse(published.text) as { shop?: Partial<ShopDefaults> }).shop : undefined
  const found = { currency: currency ?? shop?.currency, timezone: timezone ?? shop?.timezone }
  if (found.currency === undefined || found.timezone === undefined)
    throw new CommandError(
      'No config is published that says the shop’s currency and time zone; give --currency EUR --timezone Europe/Rome.',
    )
  return found as ShopDefaults
}
