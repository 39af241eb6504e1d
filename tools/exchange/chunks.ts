import type { SpilledEvent } from './spill.ts'

/** One request's worth of people. */
export interface Chunk {
  number: number
  events: SpilledEvent[]
}

/** So many people an object call each stay within what one request may do. */
const PEOPLE = 250
const EVENTS = 2500
const CHARACTERS = 2_000_000

/** Whole people, as many as fit a request. Somebody with more than that goes in several. */
export function* chunksOf(people: Iterable<SpilledEvent[]>): Generator<Chunk> {
  let number = 0
  let events: SpilledEvent[] = []
  let count = 0
  let characters = 0
  const take = (): Chunk => {
    const chunk = { number, events }
    number += 1
    events = []
    count = 0
    characters = 0
    return chunk
  }
  for (const person of people) {
    count += 1
    for (const event of person) {
      if (events.length >= EVENTS || characters + event.json.length > CHARACTERS) yield take()
      events.push(event)
      characters += event.json.length
    }
    if (count >= PEOPLE) yield take()
  }
  if (events.length > 0) yield take()
}
