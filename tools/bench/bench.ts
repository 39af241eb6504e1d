// `npm run bench -- decide|collect`: the built Worker on bare workerd, beside what any Worker costs there.
import { rmSync } from 'node:fs'
import { SetupError, step } from '../setup/step.mjs'
import { recordCpuProfile } from './cpu-profile.ts'
import { type BenchEdge, copyBenchEdge, makeBenchEdge } from './edge.ts'
import { measureCold } from './measure-cold.ts'
import { measureLoad } from './measure-load.ts'
import { type BenchOptions, parseBenchOptions } from './options.ts'
import { figuresJson, figuresTable } from './report.ts'
import { baselineRequests, collectRequests, decideRequests, type NextRequest } from './requests.ts'
import { Variant } from './variant.ts'
import { writeBaselineConfig } from './workerd-config.ts'

const FOLDER = '.vicino/bench'

try {
  const options = parseBenchOptions(process.argv.slice(2))
  if (options) await bench(options)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function bench(options: BenchOptions): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true })
  const edge = await step(`${options.people} people of 200 events`, () =>
    makeBenchEdge(`${FOLDER}/product`, options.people),
  )
  const products = productRequests(options, edge)
  if (options.profile) {
    const next = Object.values(products).at(-1)!
    await recordCpuProfile({ config: edge.config, next, file: options.profile, ...options })
    return
  }
  const variants = [
    ...(['empty', 'hop', 'floor'] as const).map((name) => {
      const config = writeBaselineConfig(`${FOLDER}/${name}`)
      return new Variant(name, { config, next: baselineRequests(`/${name}`, edge.regulars) })
    }),
    ...Object.entries(products).map(([name, next]) => {
      const config = copyBenchEdge(edge, `${FOLDER}/${name}`)
      return new Variant(name, { config, next, restore: () => copyBenchEdge(edge, `${FOLDER}/${name} cold`) })
    }),
  ]
  try {
    const { rate, figures: load } = await measureLoad(variants, { ...options, regulars: edge.regulars })
    const cold = await measureCold(variants, { ...options, regulars: edge.regulars })
    const figures = { subject: options.subject, rate, load, cold }
    process.stderr.write(figuresTable(figures))
    console.log(JSON.stringify(figuresJson(figures)))
    rmSync(FOLDER, { recursive: true, force: true }) // after a failure its logs tell more
  } finally {
    for (const variant of variants) await variant.stop()
  }
}

/** The product's own variants; the last is the one a profile is taken of. */
function productRequests({ subject }: BenchOptions, edge: BenchEdge): Record<string, NextRequest> {
  if (subject === 'collect') return { collect: collectRequests(edge) }
  return { 'decide without event': decideRequests(edge, 0), decide: decideRequests(edge, 1) }
}
