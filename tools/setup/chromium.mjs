import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'
import { SetupError } from './step.mjs'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The browser for the tests: `CHROME`, else one of the system, else the one playwright fetched; undefined = none.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium(env = process.env) {
  if (env.CHROME) {
    if (isExecutable(env.CHROME)) return env.CHROME
    throw new SetupError(
      `CHROME names ${env.CHROME}, which is not a program; point it at a Chromium or unset it.`,
    )
  }
  const folders = (env.PATH ?? '').split(delimiter)
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...onPath, ...PLACES].find(isExecutable) ?? (await playwrightChromium())
}

/** Gets a Chromium from the system's packages, else from playwright; the latter's host is not reachable from everywhere. */
export async function installChromium() {
  const tried = []
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    // A stale or partly unreachable package list may still name an installable Chromium.
    await run('apt-get', ['update', '-qq'], env)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env)
    if (await findChromium()) return
    tried.push('apt-get')
  }
  await run('node_modules/.bin/node', ['node_modules/playwright-core/cli.js', 'install', 'chromium'])
  if (await findChromium()) return
  tried.push('playwright')
  throw new SetupError(
    `No Chromium for the browser tests, and none could be installed (tried ${tried.join(' and ')}); install Chromium or Chrome, or set CHROME to its path.`,
  )
}

async function playwrightChromium() {
  if (!existsSync('node_modules/playwright-core')) return undefined
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return path && isExecutable(path) ? path : undefined
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
