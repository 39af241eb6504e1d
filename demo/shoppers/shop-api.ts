/** Posts JSON with a key. */
export type Post = (path: string, key: string, body: unknown) => Promise<void>

const TRIES = 8

/** A sender that waits when it is told to (429, 503) and throws one sentence when it is refused. */
export function poster(url: string): Post {
  return async (path, key, body) => {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(new URL(path, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      if (response.ok) return
      const mayRetry = response.status === 429 || response.status >= 500
      if (!mayRetry || attempt === TRIES)
        throw new Error(`POST ${path} answered ${response.status}: ${text.slice(0, 500)}`)
      const seconds = Number(response.headers.get('retry-after')) || attempt
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
}
