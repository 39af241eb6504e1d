export type LogLevel = 'info' | 'warn' | 'error'

/** What a line may say: ids, numbers, codes. Never traits, never a body. */
export type LogFields = Record<string, unknown>

/** One JSON line; JSON also keeps line breaks in a value from starting a line of their own. */
export function logLine(level: LogLevel, fields: LogFields): void {
  console.log(JSON.stringify({ level, ...fields }, redactValue))
}

export interface RequestLog {
  requestId: string
  method: string
  /** The route's pattern: an address may hold an email. */
  route: string
  status: number
  ms: number
  shop?: string | undefined
  role?: string | undefined
  keyId?: string | undefined
  /** An {@link ApiError}'s code. */
  code?: string | undefined
  /** Only for what nobody expected. */
  error?: unknown
}

/** The one line of a request. */
export function logRequest(entry: RequestLog): void {
  logLine(entry.status >= 500 ? 'error' : 'info', { at: 'request', ...entry })
}

/** Keys, cookies, proofs and tokens of ours, JWTs, credentials in headers, and email addresses. */
const SECRETS = [
  /\b(?:pk|sk|is|whsec)_[A-Za-z0-9_\-+/=]{8,}/g,
  /\bv1\.b:[0-9a-f]{8,}[\w.-]*/g,
  /\bp1\.\d+\.[\w-]+/g,
  /\beyJ[\w-]{8,}\.[\w-]*\.?[\w-]*/g,
  /\b(?:Bearer|Basic)\s+[\w.\-+/=:]+/gi,
  /[^\s@<>"'`,;:()]+@[^\s@<>"'`,;:()]+\.[\p{L}\p{N}-]{2,}/gu,
]

/** What every secret has in it; a text without any of these is clean, as nearly all are. */
const SUSPICIOUS = /[@_]|v1\.b:|p1\.|eyJ|bearer|basic/i

/** A text without what must not be written down. */
export function redact(text: string): string {
  if (!SUSPICIOUS.test(text)) return text
  return SECRETS.reduce((clean, secret) => clean.replace(secret, '[redacted]'), text)
}

/** Long enough for a message and the head of a stack; error texts can be as long as the input they complain about. */
const MAX_TEXT = 2000

function redactValue(_key: string, value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack }
  return typeof value === 'string' ? redact(value.slice(0, MAX_TEXT)) : value
}
