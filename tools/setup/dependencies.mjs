import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { firstComplaint, run } from './run.mjs'
import { SetupError } from './step.mjs'

const LOCK = 'package-lock.json'
/** npm writes this file last: its absence means that an install never finished. */
const INSTALLED = 'node_modules/.package-lock.json'

/** Whether what is installed is what the lock file asks for; dates in epoch ms, 0 = not there. */
export function dependenciesAreCurrent(lockAt = changedAt(LOCK), installedAt = changedAt(INSTALLED)) {
  return installedAt > 0 && lockAt <= installedAt
}

/** `npm ci` with few words; retries are short, so that a machine without network hears so within half a minute. */
export async function installDependencies() {
  const [command, ...first] = npmCommand(process.env)
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000']
  const { code, output } = await run(command, [...first, 'ci', '--loglevel=error', ...patience])
  if (code !== 0) throw new SetupError(installFailure(output))
}

/**
 * One sentence for what `npm ci` said when it failed.
 * @param {string} output
 */
export function installFailure(output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/.test(
      output,
    )
  )
    return 'The npm registry cannot be reached; connect to the network and run the same command again.'
  if (/EROFS|EACCES|EPERM/.test(output))
    return 'npm may not write to node_modules; make the folder writable and run the same command again.'
  if (/ENOSPC/.test(output)) return 'The disk is full; the dependencies need about 700 MB.'
  return `npm ci failed (${firstComplaint(output)}); run npm ci to see the whole message.`
}

/**
 * The npm that started us, on the Node it runs on: `node_modules/.bin/node` may vanish under an install.
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env) {
  const script = env.npm_execpath
  const node = env.npm_node_execpath
  return script && node && basename(script).startsWith('npm') ? [node, script] : ['npm']
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
