import { LIMITS } from '../../shared/schema/intake/limits.ts'
import { isPlainObject } from '../../shared/schema/intake/plain-object.ts'
import { ApiError } from './problem.ts'

export interface JsonBody {
  /** As it was sent, decompressed. */
  text: string
  body: Record<string, unknown>
}

/**
 * Reads a JSON object. Both what comes over the wire and what it unpacks to are counted while they stream: a bomb
 * costs no more than the limit. 400, 413 or 415, never an exception of the parser.
 */
export async function readJsonBody(request: Request, maxBytes: number = LIMITS.bodyBytes): Promise<JsonBody> {
  const text = await readText(request, maxBytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw new ApiError(400, 'invalid-json', `The body is not JSON${position(cause)}`, { cause })
  }
  if (!isPlainObject(body)) throw new ApiError(400, 'invalid-body', 'The body must be a JSON object')
  return { text, body }
}

/** Reads a body as text, with the same care. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const length = request.headers.get('Content-Length')
  if (Number(length ?? 0) > maxBytes) throw tooLarge(maxBytes)
  if (!request.body) throw new ApiError(400, 'invalid-body', 'The body is empty; it must be a JSON object')
  const format = compression(request.headers.get('Content-Encoding'))
  try {
    // HTTP holds a body to the length it states: nothing to count while it streams.
    if (!format && length !== null) return decodeWhole(await request.arrayBuffer(), maxBytes)
    const wire = request.body.pipeThrough(limited(maxBytes))
    const plain = format
      ? wire.pipeThrough(new DecompressionStream(format)).pipeThrough(limited(maxBytes))
      : wire
    return await decode(plain)
  } catch (cause) {
    if (cause instanceof ApiError) throw cause
    throw new ApiError(
      400,
      'invalid-body',
      format ? `The body is not ${format}, or breaks off` : 'The body breaks off',
      { cause },
    )
  }
}

function compression(header: string | null): 'gzip' | 'deflate' | undefined {
  const encoding = (header ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return undefined
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip'
  if (encoding === 'deflate') return 'deflate'
  throw new ApiError(415, 'unsupported-encoding', 'Content-Encoding may be gzip or deflate, once')
}

/** Breaks a stream off behind `maxBytes`. */
function limited(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) controller.error(tooLarge(maxBytes))
      else controller.enqueue(chunk)
    },
  })
}

/** Broken UTF-8 is refused: replaced characters would be stored as if they had been sent. */
async function decode(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = utf8()
  let text = ''
  for await (const chunk of stream) text += refuseBroken(() => decoder.decode(chunk, { stream: true }))
  return text + refuseBroken(() => decoder.decode())
}

function decodeWhole(bytes: ArrayBuffer, maxBytes: number): string {
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes)
  return refuseBroken(() => utf8().decode(bytes))
}

function utf8(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
}

function refuseBroken(read: () => string): string {
  try {
    return read()
  } catch (cause) {
    throw new ApiError(400, 'invalid-encoding', 'The body is not UTF-8', { cause })
  }
}

/** Where the parser stopped; its own message repeats parts of the body, which have no place in an answer or a log. */
function position(error: unknown): string {
  const at = /position \d+( \(line \d+ column \d+\))?/.exec(String(error))
  return at ? `: see ${at[0]}` : ''
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError(
    413,
    'too-large',
    `A body takes at most ${Math.floor(maxBytes / 1024)} KB; send several`,
  )
}
