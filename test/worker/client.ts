/** What a caller sees of an answer: JSON where it says so, else text. */
export interface Answer<Body> {
  status: number
  headers: Headers
  body: Body
}

/** Speaks HTTP with one key. `Body` is what the test expects to get; the assertion is the check. */
export interface Client {
  get<Body = unknown>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>
  post<Body = unknown>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>
  put<Body = unknown>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>
  delete<Body = unknown>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>
}

/** A client of `url` with `key` as bearer token, or without any. A body that is text is sent as it is. */
export function client(url: string, key?: string): Client {
  const send = async <Body>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    }
  }
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  }
}
