import type { DecideReply, PageContext } from '../../shared/schema/decide.ts'

/** Placements that want to know what to show, on one page. */
export interface Ask {
  placements: string[]
  page: PageContext
  resolve(reply: DecideReply | null): void
}

/** Takes the first question and all others about the same page out of the list, as one. */
export function takeAsk(asks: Ask[]): Ask | null {
  const first = asks[0]
  if (!first) return null
  const page = JSON.stringify(first.page)
  const same = asks.filter((ask) => JSON.stringify(ask.page) === page)
  asks.splice(0, asks.length, ...asks.filter((ask) => !same.includes(ask)))
  return {
    placements: [...new Set(same.flatMap((ask) => ask.placements))],
    page: first.page,
    resolve: (reply) => {
      for (const ask of same) ask.resolve(reply)
    },
  }
}
