/** Items in falling order of score; ties may come in any order. */
export interface Scored<Item> {
  score: number
  item: Item
}

/**
 * Merges sorted lists into one, best first, and only as far as it is read: O(lists) to begin, O(log lists) an item.
 * A binary heap of the lists' heads; `isBefore` decides between items of equal score.
 */
export function* bestFirst<Item>(
  lists: Iterable<Iterator<Scored<Item>>>,
  isBefore: (a: Item, b: Item) => boolean,
): Generator<Scored<Item>> {
  const comesFirst = (a: Head<Item>, b: Head<Item>) =>
    a.score === b.score ? isBefore(a.item, b.item) : a.score > b.score
  const heap: Head<Item>[] = []
  for (const list of lists) {
    const { value, done } = list.next()
    if (!done) heap.push({ score: value.score, item: value.item, list })
  }
  for (let index = (heap.length >> 1) - 1; index >= 0; index -= 1) sink(heap, index, comesFirst)
  for (let head = heap[0]; head; head = heap[0]) {
    yield { score: head.score, item: head.item }
    const { value, done } = head.list.next()
    const last = done ? heap.pop()! : { score: value.score, item: value.item, list: head.list }
    if (heap.length === 0) return
    heap[0] = last
    sink(heap, 0, comesFirst)
  }
}

interface Head<Item> extends Scored<Item> {
  list: Iterator<Scored<Item>>
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
