/** Items in falling order of strength, and what their strength weighs in this list. */
export interface RankedList<Item> {
  items: readonly Item[]
  weight: number
}

/** `strengthOf` must be what the lists are sorted by; `isBefore` decides between items of equal score. */
export interface Ranking<Item> {
  strengthOf(item: Item): number
  isBefore(a: Item, b: Item): boolean
}

/**
 * Merges lists into one by score (weight × strength), best first, and only as far as it is read: O(lists) to begin,
 * O(log lists) an item. A binary heap of the lists' heads.
 */
export function* bestFirst<Item>(
  lists: Iterable<RankedList<Item>>,
  { strengthOf, isBefore }: Ranking<Item>,
): Generator<{ score: number; item: Item }> {
  const comesFirst = (a: Head<Item>, b: Head<Item>) =>
    a.score === b.score ? isBefore(a.list.items[a.at]!, b.list.items[b.at]!) : a.score > b.score
  const heap: Head<Item>[] = []
  for (const list of lists) {
    const [first] = list.items
    if (first !== undefined) heap.push({ score: list.weight * strengthOf(first), at: 0, list })
  }
  for (let index = (heap.length >> 1) - 1; index >= 0; index -= 1) sink(heap, index, comesFirst)
  for (let head = heap[0]; head; head = heap[0]) {
    const { list, at, score } = head
    yield { score, item: list.items[at]! }
    const next = list.items[at + 1]
    if (next === undefined) {
      const last = heap.pop()!
      if (heap.length === 0) return
      heap[0] = last
    } else {
      head.at = at + 1
      head.score = list.weight * strengthOf(next)
    }
    sink(heap, 0, comesFirst)
  }
}

interface Head<Item> {
  score: number
  /** Place of the head in its list. */
  at: number
  list: RankedList<Item>
}

/** Moves one element down to where both children come after it. */
function sink<Element>(heap: Element[], from: number, comesFirst: (a: Element, b: Element) => boolean): void {
  const element = heap[from]!
  let at = from
  for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && comesFirst(heap[child + 1]!, heap[child]!)) child += 1
    if (!comesFirst(heap[child]!, element)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = element
}
