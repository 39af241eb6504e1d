import './local/offline.ts'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fingerprint } from './setup/fingerprint.ts'
import { firstComplaint, run } from './setup/run.mjs'
import { SetupError, step } from './setup/step.mjs'

interface BuildStep {
  name: string
  /** Files and folders whose content decides whether the step must run again. */
  inputs: string[]
  output: string
  make(): Promise<void> | void
}

const PRINTS = 'dist/.inputs.json'
const toolchain = ['package-lock.json', 'tools/build.ts']

/** In order: each may read what the ones before it made. */
const steps: BuildStep[] = [
  {
    name: 'script',
    inputs: ['rollup.config.mjs', 'client', 'console', 'shared', ...toolchain],
    output: 'dist/client',
    make: () => tool('rollup', 'node_modules/rollup/dist/bin/rollup', ['--config', '--silent']),
  },
  {
    name: 'assets',
    inputs: ['dist/client', 'dist/console', ...toolchain],
    output: 'dist/assets',
    make: () => swapIn('dist/assets', copyAssets),
  },
  {
    name: 'worker',
    inputs: ['edge', 'shared', 'wrangler.toml', ...toolchain],
    output: 'dist/worker',
    make: () => swapIn('dist/worker', (into) => bundleWorker('wrangler.toml', into)),
  },
  {
    name: 'demo shop',
    inputs: ['demo', 'shared', ...toolchain],
    output: 'dist/demo',
    make: () => swapIn('dist/demo', (into) => bundleWorker('demo/wrangler.toml', into)),
  },
]

/** Builds what changed since the last build into `dist/`: the shop's script, the Worker and the demo shop. */
export async function build(): Promise<void> {
  mkdirSync('dist', { recursive: true })
  const prints = readPrints()
  for (const { name, inputs, output, make } of steps) {
    const print = fingerprint(inputs)
    if (prints[output] === print && existsSync(output)) continue
    await step(name, make)
    prints[output] = print
    writeFileSync(PRINTS, `${JSON.stringify(prints, null, 2)}\n`)
  }
}

/** What the last build was made from; a file that cannot be read means: build everything. */
function readPrints(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(PRINTS, 'utf8'))
  } catch {
    return {}
  }
}

/** Lets `make` fill a fresh folder and puts it in its place when whole: a failed build leaves the last good one. */
async function swapIn(output: string, make: (into: string) => Promise<void> | void): Promise<void> {
  const fresh = `${output}.${process.pid}`
  try {
    mkdirSync(fresh, { recursive: true })
    await make(fresh)
    rmSync(output, { recursive: true, force: true })
    renameSync(fresh, output)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function copyAssets(into: string): void {
  cpSync('dist/client', into, { recursive: true })
  if (existsSync('dist/console')) cpSync('dist/console', `${into}/console`, { recursive: true })
}

/** The same bundle that a deployment uploads. */
function bundleWorker(config: string, into: string): Promise<void> {
  return tool('wrangler', 'node_modules/wrangler/bin/wrangler.js', [
    'deploy',
    '--dry-run',
    '--config',
    config,
    '--outdir',
    resolve(into), // wrangler would take it from where the config lies
  ])
}

async function tool(name: string, script: string, args: string[]): Promise<void> {
  const { code, output } = await run(process.execPath, [script, ...args])
  if (code !== 0) throw new SetupError(`${output.trim()}\n\n${name} failed: ${firstComplaint(output)}`)
}

if (import.meta.main) {
  await build().catch((error: unknown) => {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
}
