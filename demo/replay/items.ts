/** One item of a replayed log, as `npm run replay` wrote it down: id, price in cents (0 = the log has none), category. */
export type ItemRow = readonly [id: string, price: number, category: string]

export interface Item {
  id: string
  price: number
  category: string
}

/** The items of the log, the most looked-at first. */
export interface Items {
  all: readonly Item[]
  find(id: string): Item | undefined
  /** Whether the log says what things cost. */
  hasPrices: boolean
}

let read: { text: string; items: Items } | undefined

/** Reads the binding once for as long as the Worker lives. */
export function itemsOf(text: string): Items {
  if (read?.text !== text) read = { text, items: parse(text) }
  return read.items
}

function parse(text: string): Items {
  const rows = JSON.parse(text || '[]') as ItemRow[]
  const all = rows.map(([id, price, category]) => ({ id, price, category }))
  const byId = new Map(all.map((item) => [item.id, item]))
  return { all, find: (id) => byId.get(id), hasPrices: all.some(({ price }) => price > 0) }
}
