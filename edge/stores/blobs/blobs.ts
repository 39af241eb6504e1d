/** Texts by key: the little that is asked of an object store. */
export interface Blobs {
  /** Writes or overwrites; when it returns, the text is there for every reader. */
  put(key: string, text: string): Promise<void>
  get(key: string): Promise<string | null>
  /** A key that is not there is no error. */
  delete(keys: string | string[]): Promise<void>
  /** Keys that start with `prefix`, in order. */
  list(prefix: string): AsyncIterable<string>
}

/** Blobs over an R2 bucket, which is strongly consistent, listing included. */
export function r2Blobs(bucket: R2Bucket): Blobs {
  return {
    put: async (key, text) => {
      await bucket.put(key, text)
    },
    get: async (key) => (await bucket.get(key))?.text() ?? null,
    delete: (keys) => bucket.delete(keys),
    list: (prefix) => listKeys(bucket, prefix),
  }
}

async function* listKeys(bucket: R2Bucket, prefix: string): AsyncIterable<string> {
  let cursor: string | undefined
  do {
    const page = await bucket.list({ prefix, ...(cursor && { cursor }) })
    for (const { key } of page.objects) yield key
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor)
}
