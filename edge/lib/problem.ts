/** One of several things wrong with a request. */
export interface ProblemDetail {
  /** JSON pointer into the body. */
  pointer?: string
  index?: number
  detail: string
  /** Where it stands in a text file, for errors of a config. */
  line?: number
  column?: number
  length?: number
  path?: string
  code?: string
  help?: string
}

export interface ApiErrorOptions extends ErrorOptions {
  headers?: Record<string, string>
  errors?: ProblemDetail[]
}

/**
 * A refused request. `code` is for programs and never changes; the message is for people and names what, where and
 * the remedy. Rendered once, by {@link problemResponse}.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>
  readonly errors: ProblemDetail[]

  constructor(status: number, code: string, message: string, options: ApiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = status
    this.code = code
    this.headers = options.headers ?? {}
    this.errors = options.errors ?? []
  }
}

/** 429, and when to come again. */
export function tooManyRequests(retryAfterSeconds: number, message: string): ApiError {
  const seconds = String(Math.max(1, Math.ceil(retryAfterSeconds)))
  return new ApiError(429, 'too-many-requests', `${message}; try again in ${seconds} s`, {
    headers: { 'Retry-After': seconds },
  })
}

/** A list longer than this helps nobody and could be chosen by the sender. */
const MAX_ERRORS = 100

/** RFC 9457. What is not an {@link ApiError} is our fault, and its text stays in our logs. */
export function problemResponse(error: unknown, instance: string): Response {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'internal', 'Something went wrong on our side; nothing of it is yours to repair')
  const body = {
    type: `urn:vicino:problem:${known.code}`,
    title: TITLES[known.status] ?? 'Refused',
    status: known.status,
    code: known.code,
    detail: known.message,
    instance,
    ...(known.errors.length > 0 && { errors: known.errors.slice(0, MAX_ERRORS) }),
  }
  return new Response(JSON.stringify(body), {
    status: known.status,
    headers: {
      'Cache-Control': 'private, no-store',
      ...known.headers,
      'Content-Type': 'application/problem+json',
    },
  })
}

/** Reason phrases of RFC 9110, 6585 and 9205: the short name of a status, the same for all problems that have it. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}
