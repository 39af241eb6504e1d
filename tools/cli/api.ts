import type { DocumentKind } from './files.ts'
import type { Remote } from './settings.ts'
import { CommandError, EXIT } from './terminal.ts'

/** A published file and the strong ETag that guards it. */
export interface Published {
  text: string
  etag: string
  version: string
}

/** RFC 9457, as far as the command reads it. */
export interface ProblemBody {
  title?: string
  detail?: string
  errors?: {
    pointer?: string
    code?: string
    detail?: string
    line?: number
    column?: number
    length?: number
    path?: string
    help?: string
    severity?: string
  }[]
}

export type PublishAnswer =
  | { status: 'published'; version: number; etag: string }
  | { status: 'stale' }
  | { status: 'refused'; problem: ProblemBody }

/** What is published now; null when nothing is. */
export async function fetchPublished(
  kind: DocumentKind,
  remote: Remote,
  call: typeof fetch,
): Promise<Published | null> {
  const response = await request(call, remote, kind, {})
  if (response.status === 404 && (await problemOf(response.clone())).code === 'not-published') return null
  if (!response.ok) throw await failure(response)
  const etag = response.headers.get('ETag')
  if (!etag)
    throw new CommandError(
      `${remote.url} answered without an ETag; is a proxy in between taking it away?`,
      EXIT.problems,
    )
  return { text: await response.text(), etag, version: response.headers.get('Vicino-Version') ?? '?' }
}

/** Publishes on top of the version whose ETag is given; null = the first. */
export async function putDocument(
  { kind, text, message, etag }: { kind: DocumentKind; text: string; message: string; etag: string | null },
  remote: Remote,
  call: typeof fetch,
): Promise<PublishAnswer> {
  const response = await request(call, remote, kind, {
    method: 'PUT',
    headers: {
      'content-type': 'application/jsonc; charset=utf-8',
      'vicino-message': headerText(message),
      ...(etag === null ? { 'if-none-match': '*' } : { 'if-match': etag }),
    },
    body: text,
  })
  if (response.ok) {
    const { version, etag } = (await response.json()) as { version: number; etag: string }
    return { status: 'published', version, etag }
  }
  if (response.status === 412) return { status: 'stale' }
  if (response.status === 422) return { status: 'refused', problem: await problemOf(response) }
  throw await failure(response)
}

/** Calls a route of the shop and answers its text: GET, or POST where there is something to say. */
export async function callWorker(
  path: string,
  remote: Remote,
  call: typeof fetch,
  body?: object,
): Promise<string> {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const response = await request(call, remote, path, init ?? {})
  if (!response.ok) throw await failure(response)
  return response.text()
}

/** One page of a long answer, and where the next one begins. */
export async function callWorkerForPage(
  path: string,
  remote: Remote,
  call: typeof fetch,
  body: object,
): Promise<{ text: string; cursor: string | null }> {
  const response = await request(call, remote, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw await failure(response)
  return { text: await response.text(), cursor: response.headers.get('Vicino-Cursor') }
}

async function request(
  call: typeof fetch,
  { url, key }: Remote,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` }
  try {
    // A redirect could lead the secret key to another host.
    return await call(`${url}/v1/${path}`, {
      ...init,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    })
  } catch (error) {
    const cause = (error as Error).cause
    throw new CommandError(
      `${url} does not answer: ${cause instanceof Error ? cause.message : (error as Error).message}`,
      EXIT.problems,
    )
  }
}

async function failure(response: Response): Promise<CommandError> {
  const { detail, title } = await problemOf(response)
  const hint = response.status === 401 || response.status === 403 ? ' Is it the secret key of this shop?' : ''
  return new CommandError(
    `The Worker refused (${response.status}): ${detail ?? title ?? response.statusText}.${hint}`.replace(
      '..',
      '.',
    ),
    EXIT.problems,
  )
}

/** Answers that are no JSON come from something in between; their status says enough. */
async function problemOf(response: Response): Promise<ProblemBody & { code?: string }> {
  try {
    return (await response.json()) as ProblemBody & { code?: string }
  } catch {
    return {}
  }
}

/** Headers carry ASCII: everything else, and the percent sign itself, travels percent-encoded. */
function headerText(message: string): string {
  return message
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^ -$&-~]+/g, (part) => encodeURIComponent(part))
}
