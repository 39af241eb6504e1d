/** Maps with at most `limit` calls under way; results keep the order of the items. The first error stops the rest. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length)
  let next = 0
  let isStopped = false
  const worker = async () => {
    while (next < items.length && !isStopped) {
      const index = next++
      try {
        results[index] = await map(items[index]!)
      } catch (error) {
        isStopped = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}
