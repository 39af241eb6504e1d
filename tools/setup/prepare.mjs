// Runs before the npm scripts, on whatever Node the machine has and before anything is installed:
// plain JavaScript, no dependencies. `node tools/setup/prepare.mjs [build] [chromium]`

import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { findChromium, installChromium } from './chromium.mjs'
import { dependenciesAreCurrent, installDependencies } from './dependencies.mjs'
import { SetupError, step } from './step.mjs'

const OLDEST_NODE = 20

try {
  await prepare(new Set(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

/** @param {Set<string>} wanted */
async function prepare(wanted) {
  checkNode()
  checkFolder()
  if (!dependenciesAreCurrent()) await step('dependencies', installDependencies)
  if (wanted.has('build')) build()
  if (wanted.has('chromium') && !(await findChromium())) await step('Chromium for the tests', installChromium)
}

function checkNode() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE)
    throw new SetupError(`Vicino needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`)
}

/** Tries it instead of asking: root may write by permission where the file system is read-only. */
function checkFolder() {
  const probe = `.cache/writable-${process.pid}`
  try {
    mkdirSync('.cache', { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    const reason = code === 'ENOSPC' ? 'the disk is full' : `it is not writable (${code})`
    throw new SetupError(`Nothing can be built in ${process.cwd()}: ${reason}.`)
  }
}

/** The build speaks for itself, line by line, and skips what did not change. */
function build() {
  const { status } = spawnSync('node_modules/.bin/node', ['tools/build.ts'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) process.exit(status ?? 1)
}
