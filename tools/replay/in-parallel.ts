/** Works on items of a stream, at most `limit` at once; takes the next only when there is room for it. */
export async function inParallel<Item>(
  items: AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]()
  let hasFailed = false
  const worker = async () => {
    while (!hasFailed) {
      const next = await iterator.next()
      if (next.done) return
      try {
        await work(next.value)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: limit }, worker))
  } finally {
    await iterator.return?.()
  }
}
