import type { Env } from '../../env.ts'

/** All log objects of a day, one after the other; streamed, so that a large day costs no memory. */
export function eventLog(
  { BLOBS }: Pick<Env, 'BLOBS'>,
  shop: string,
  day: string,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  void copy(BLOBS, `log/${shop}/${day}/`, writable)
  return readable
}

async function copy(blobs: R2Bucket, prefix: string, writable: WritableStream<Uint8Array>): Promise<void> {
  try {
    let cursor: string | undefined
    do {
      const page = await blobs.list({ prefix, ...(cursor && { cursor }) })
      for (const { key } of page.objects) {
        const object = await blobs.get(key)
        await object?.body.pipeTo(writable, { preventClose: true })
      }
      cursor = page.truncated ? page.cursor : undefined
    } while (cursor)
    await writable.close()
  } catch (error) {
    // The reader is told by a broken stream: a shorter log must not look like a whole one.
    await writable.abort(error)
  }
}
