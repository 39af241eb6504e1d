// `npm run replay -- <train.tsv[.gz]>`: real clicks along the whole road, then every stored profile against the log.
import { progressBar } from '../local/progress-bar.ts'
import { SetupError, step } from '../setup/step.mjs'
import { type Comparison, compareProfiles } from './compare-profiles.ts'
import { edgeHttp } from './edge-http.ts'
import { first } from './first.ts'
import { type LogSummary, summarise } from './items.ts'
import { parseReplayOptions, type ReplayOptions } from './options.ts'
import { openReplayShop, type ReplayShop } from './replay-shop.ts'
import { type Sent, sendSessions } from './send-sessions.ts'
import { readSessions, type Session } from './session-log.ts'

try {
  const options = parseReplayOptions(process.argv.slice(2))
  if (options) await replay(options)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function replay({ file, shoppers, concurrency }: ReplayOptions): Promise<void> {
  const sessions = () => first(readSessions(file), shoppers)
  const log = await step('log', () => summarise(sessions()))
  const shop = await step('runtime', () => openReplayShop(log.products))
  try {
    const { sent, comparison } = await sendAndCompare(shop, { log, sessions, concurrency })
    const figures = figuresOf(sent, comparison)
    console.log(JSON.stringify(figures))
    if (!isWhole(sent, comparison)) process.exitCode = 1
  } finally {
    await shop.runtime.stop()
  }
}

interface Run {
  log: LogSummary
  sessions: () => AsyncIterable<Session>
  concurrency: number
}

async function sendAndCompare({ runtime, keys }: ReplayShop, { log, sessions, concurrency }: Run) {
  const edge = edgeHttp(runtime.edgeUrl, keys.secretKey, concurrency)
  try {
    const sent = await sendSessions(sessions(), { edge, concurrency, onClick: counter('clicks', log.events) })
    const onProfile = counter('profiles', log.shoppers)
    const onDifference = (session: string, difference: object) =>
      process.stderr.write(`\n${session}: ${JSON.stringify(difference)}\n`)
    const options = { edge, concurrency, onProfile, onDifference }
    return { sent, comparison: await compareProfiles(sessions(), options) }
  } finally {
    edge.close()
  }
}

function counter(name: string, total: number): () => void {
  const show = progressBar(name, total)
  let done = 0
  return () => {
    done += 1
    show(done)
  }
}

function figuresOf({ events, acknowledged, seconds, decide }: Sent, comparison: Comparison): object {
  const ms = (share: number) => Math.round(decide.quantile(share) * 100) / 100
  return {
    events,
    acknowledged,
    ...comparison,
    eventsPerSecond: Math.round(acknowledged / seconds),
    decide: { p50: ms(0.5), p95: ms(0.95), p99: ms(0.99) },
  }
}

function isWhole({ events, acknowledged }: Sent, { lost, doubled, changed, misfolded }: Comparison): boolean {
  return acknowledged === events && lost + doubled + changed + misfolded === 0
}
