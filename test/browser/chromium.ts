import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the system's Chromium (`CHROME` names another one), quiet: it talks to nobody but the page's hosts. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS })
}

/** `CHROME`, else a Chromium or Chrome of the system, else the one playwright fetched. */
export function findChromium(): string {
  const places = process.env.CHROME ? [process.env.CHROME] : [...PLACES, chromium.executablePath()]
  const found = places.find(isExecutable)
  if (!found)
    throw new Error(`No Chromium (looked at ${places.join(', ')}); install one or set CHROME to its path.`)
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not there, or not a program
  }
}
