import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentKind } from './files.ts'
import type { Remote } from './settings.ts'
import type { Terminal } from './terminal.ts'

/**
 * The version a folder's file is based on: the one last fetched or published from here, by its ETag.
 *
 * Taking the newest ETag right before publishing would overwrite what somebody else published since; this one
 * lets the Worker notice.
 */
export function readBase(kind: DocumentKind, remote: Remote, terminal: Terminal): string | undefined {
  const etag = readAll(terminal)[key(kind, remote)]
  return typeof etag === 'string' ? etag : undefined
}

export function writeBase(kind: DocumentKind, remote: Remote, etag: string, terminal: Terminal): void {
  mkdirSync(join(terminal.cwd, '.vicino'), { recursive: true })
  const all = { ...readAll(terminal), [key(kind, remote)]: etag }
  writeFileSync(fileOf(terminal), `${JSON.stringify(all, null, 2)}\n`)
}

function readAll(terminal: Terminal): Record<string, unknown> {
  if (!existsSync(fileOf(terminal))) return {}
  try {
    return JSON.parse(readFileSync(fileOf(terminal), 'utf8'))
  } catch {
    return {} // a damaged note costs only the protection it gave; the next publish writes it anew
  }
}

function fileOf({ cwd }: Terminal): string {
  return join(cwd, '.vicino', 'published.json')
}

function key(kind: DocumentKind, { url }: Remote): string {
  return `${url}/v1/${kind}`
}
