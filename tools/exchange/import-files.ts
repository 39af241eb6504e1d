import { createHash } from 'node:crypto'
import type { Mapping } from '../../shared/exchange/import/mapping.ts'
import type { Remote } from '../cli/settings.ts'
import { CommandError, EXIT } from '../cli/terminal.ts'
import { inParallel } from '../replay/in-parallel.ts'
import { type Chunk, chunksOf } from './chunks.ts'
import type { FilePlan } from './plan-file.ts'
import {
  dropProgress,
  isDone,
  type Progress,
  progressFile,
  readProgress,
  withDone,
  writeProgress,
} from './progress-file.ts'
import { readEvents } from './read-events.ts'
import { ReportFile } from './report-file.ts'
import { sendChunk } from './send-chunk.ts'
import { Spill } from './spill.ts'

export interface ImportOptions {
  mapping: Mapping
  /** Share of rows that may be refused: 0.1. */
  maxRefused: number
  /** Go on where the last run of these files stopped. */
  isResumed: boolean
  remote: Remote
  call: typeof fetch
  /** Told how many events are done of how many. */
  onProgress: (done: number, total: number) => void
}

export interface ImportTally {
  rows: number
  refused: number
  skipped: number
  events: number
  stored: number
  duplicates: number
  withheld: number
  /** The files with what was refused and why. */
  reports: string[]
}

/** Requests under way at once: while one waits for disks another is read. */
const AT_ONCE = 3

/**
 * Reads the files, puts each person's rows together and sends them, a chunk of people at a time. Nothing is sent
 * before everything is read, so a file that is mostly refused changes nothing.
 */
export async function importFiles(plans: readonly FilePlan[], options: ImportOptions): Promise<ImportTally> {
  const costs = plans.find(({ settings }) => settings.kind === 'ad-costs')
  if (costs)
    throw new CommandError(`${costs.file} holds ad costs, which are shown in a preview and not kept yet.`)
  const spill = new Spill(plans.reduce((sum, { bytes }) => sum + bytes, 0))
  const reports = plans.map(({ file }) => new ReportFile(file))
  const tally: ImportTally = {
    rows: 0,
    refused: 0,
    skipped: 0,
    events: 0,
    stored: 0,
    duplicates: 0,
    withheld: 0,
    reports: [],
  }
  try {
    for (const [file, plan] of plans.entries()) {
      const read = await readEvents(plan, options.mapping, {
        onEvent: ({ line, call }) => {
          tally.events += 1
          spill.add({ file, line, call })
        },
        onRefused: (row) => reports[file]!.add(row),
      })
      tally.rows += read.rows
      tally.refused += read.refused
      tally.skipped += read.skipped
    }
    refuseBadFiles(tally, reports, options.maxRefused)
    await sendAll(plans, spill, { tally, reports, options })
  } finally {
    spill.close()
    for (const report of reports) report.close()
    tally.reports = reports.filter(({ count }) => count > 0).map(({ name }) => name)
  }
  return tally
}

function refuseBadFiles({ rows, refused }: ImportTally, reports: readonly ReportFile[], most: number): void {
  if (refused <= rows * most) return
  const names = reports.filter(({ count }) => count > 0).map(({ name }) => name)
  throw new CommandError(
    `${refused} of ${rows} rows cannot be taken, more than ${Math.round(most * 100)} %: nothing was sent. ${names.join(', ')} says why; --max-refused 100% goes on without them.`,
    EXIT.problems,
  )
}

interface Sending {
  tally: ImportTally
  reports: readonly ReportFile[]
  options: ImportOptions
}

async function sendAll(
  plans: readonly FilePlan[],
  spill: Spill,
  { tally, reports, options }: Sending,
): Promise<void> {
  const { remote, call, onProgress, isResumed } = options
  const note = progressFile(plans)
  const print = fingerprint(plans, options)
  let progress: Progress = (isResumed && readProgress(note, print)) || {
    importId: print.slice(0, 16),
    fingerprint: print,
    next: 0,
    done: [],
  }
  let done = 0
  await inParallel(asAsync(chunksOf(spill.people())), AT_ONCE, async (chunk: Chunk) => {
    if (!isDone(progress, chunk.number)) {
      const answer = await sendChunk(chunk, { importId: progress.importId, remote, call })
      tally.stored += answer.stored
      tally.duplicates += answer.duplicates
      tally.withheld += answer.withheld
      for (const { line, column, reason } of answer.invalid) {
        const { file, line: own } = chunk.events[line - 1]!
        reports[file]!.add({ line: own, column, reason })
        tally.refused += 1
      }
      progress = withDone(progress, chunk.number)
      writeProgress(note, progress)
    }
    done += chunk.events.length
    onProgress(done, tally.events)
  })
  dropProgress(note)
}

/** The same files read the same way make the same chunks. */
function fingerprint(plans: readonly FilePlan[], { remote }: ImportOptions): string {
  const said = plans.map(({ file, bytes, modifiedAt, columns, settings }) => ({
    file,
    bytes,
    modifiedAt,
    columns,
    settings,
  }))
  return createHash('sha256')
    .update(JSON.stringify([remote.url, said]))
    .digest('hex')
}

async function* asAsync<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}
