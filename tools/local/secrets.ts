import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { writePrivately } from './private-file.ts'

/** The deployment's own secrets; on a real one they are `wrangler secret`s. */
export interface Secrets {
  COOKIE_SECRET: string
  ADMIN_KEY: string
}

/** The secrets of a local state folder: random, made at first use, readable by their owner alone. */
export function localSecrets(statePath: string): Secrets {
  const file = `${statePath}/secrets.json`
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(statePath, { recursive: true })
  const secrets = { COOKIE_SECRET: randomSecret(), ADMIN_KEY: randomSecret() }
  writePrivately(file, secrets)
  return secrets
}

const randomSecret = () => randomBytes(32).toString('base64url')
