import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Format } from './report.ts'
import { CommandError, type Terminal } from './terminal.ts'

export interface GlobalOptions {
  url?: string
  key?: string
  format: Format
}

/** The Worker to speak to, and the key that may publish. */
export interface Remote {
  url: string
  key: string
}

/** From the command line, else the environment, else what `npm start` left in `.vicino/local.json` here or above. */
export function remoteOf(options: GlobalOptions, { cwd, env }: Terminal): Remote {
  const local = readLocal(cwd)
  const url = options.url ?? env.VICINO_URL ?? local.url
  const key = options.key ?? env.VICINO_SECRET_KEY ?? localKeyFor(url, local)
  if (!url)
    throw new CommandError('Which Worker? Give --url or VICINO_URL, or start one here with npm start.')
  if (!key) throw new CommandError('The secret key is missing: give --key or VICINO_SECRET_KEY.')
  if (!URL.canParse(url))
    throw new CommandError(`${url} is not an address; expected one such as https://shop.example.`)
  return { url: url.replace(/\/+$/, ''), key }
}

interface Local {
  url?: string
  secretKey?: string
}

/** The key of the local Worker is for that Worker alone; it is not sent to another. */
function localKeyFor(url: string | undefined, local: Local): string | undefined {
  return url === local.url ? local.secretKey : undefined
}

function readLocal(folder: string): Local {
  const file = join(folder, '.vicino', 'local.json')
  if (existsSync(file)) return parseLocal(file)
  const parent = dirname(folder)
  return parent === folder ? {} : readLocal(parent)
}

function parseLocal(file: string): Local {
  try {
    const { url, secretKey } = JSON.parse(readFileSync(file, 'utf8'))
    return { ...(typeof url === 'string' && { url }), ...(typeof secretKey === 'string' && { secretKey }) }
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${(error as Error).message}); npm start writes it anew.`)
  }
}
