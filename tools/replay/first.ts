/** The first `count` items of a stream; all of them without a count. */
export async function* first<Item>(items: AsyncIterable<Item>, count?: number): AsyncGenerator<Item> {
  let left = count ?? Number.POSITIVE_INFINITY
  for await (const item of items) {
    yield item
    left -= 1
    if (left <= 0) return
  }
}
