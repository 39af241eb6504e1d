import type { Env } from '../env.ts'

/** One built file of the shop's script. */
interface ScriptFile {
  file: string
  hash: string
  integrity: string
}

export type ScriptManifest = Record<string, ScriptFile>

/** Built with this Worker, so they never change while it lives. */
const texts = new Map<string, Promise<string>>()

export async function scriptManifest(env: Pick<Env, 'ASSETS'>): Promise<ScriptManifest> {
  return JSON.parse(await assetText(env, 'manifest.json')) as ScriptManifest
}

/** A built file's text, read once per isolate; a failed read is tried again by the next who asks. */
export function assetText(env: Pick<Env, 'ASSETS'>, file: string): Promise<string> {
  const known = texts.get(file)
  if (known) return known
  const reading = readAsset(env, file).catch((error: unknown) => {
    texts.delete(file)
    throw error
  })
  texts.set(file, reading)
  return reading
}

async function readAsset(env: Pick<Env, 'ASSETS'>, file: string): Promise<string> {
  const response = await env.ASSETS.fetch(`https://assets.local/${file}`)
  if (!response.ok) throw new Error(`The build has no ${file}: ${response.status}`)
  return response.text()
}
