import type { Feature } from './feature.ts'
import type { FoldEvent } from './fold-event.ts'
import { type SessionOrigin, sessionOrigin } from './session-origin.ts'

/** A run of events without a pause of 30 minutes. */
export interface CurrentSession {
  startedAt: number
  lastAt: number
  pages: number
  views: number
  /** Distinct products looked at, newest last, at most 20. */
  products: readonly string[]
  /** Where the visit came from, as its first event tells. */
  origin: SessionOrigin
}

export interface SessionState {
  count: number
  firstAt: number
  current: CurrentSession | null
}

export interface Session {
  count: number
  /** Epoch ms; null = never seen. */
  firstSeenAt: number | null
  lastSeenAt: number | null
  /** The session that is going on; null after 30 idle minutes. */
  current: CurrentSession | null
}

const IDLE_MS = 30 * 60 * 1000
const MOST_PRODUCTS = 20

/** What mailers, call centres and data platforms report. */
export const REPORTED_ELSEWHERE: readonly string[] = [
  ...['sent', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained'].flatMap((what) => [
    `email_${what}`,
    `sms_${what}`,
  ]),
  'call_completed',
  'chat_completed',
  'ticket_opened',
  'ticket_closed',
  'note_added',
  'segment_assigned',
]

/** What the shop's server or the edge reports about a person, without the person being there. */
const NOT_A_VISIT: ReadonlySet<string> = new Set([
  'consent_changed',
  'identified',
  'grouped',
  'aliased',
  'order_refunded',
  'order_cancelled',
  ...REPORTED_ELSEWHERE,
])

/** Visits: how many, when, and what happens in the present one. */
export const session: Feature<SessionState, Session, 'session'> = {
  name: 'session',
  purpose: 'analytics',
  initial: { count: 0, firstAt: 0, current: null },

  update(state, event) {
    if (!isVisit(event)) return state
    const before = state.current
    if (before && event.time - before.lastAt <= IDLE_MS)
      return { ...state, current: continued(before, event) }
    return {
      count: state.count + 1,
      firstAt: before ? state.firstAt : event.time,
      current: continued(
        {
          startedAt: event.time,
          lastAt: event.time,
          pages: 0,
          views: 0,
          products: [],
          origin: sessionOrigin(event),
        },
        event,
      ),
    }
  },

  value({ count, firstAt, current }, { now }) {
    return {
      value: {
        count,
        firstSeenAt: current && firstAt,
        lastSeenAt: current?.lastAt ?? null,
        current: current && now - current.lastAt <= IDLE_MS ? current : null,
      },
      asOf: current?.lastAt ?? 0,
    }
  },

  combine(bases) {
    const known = bases.filter((base) => base.current !== null)
    return {
      count: known.reduce((sum, base) => sum + base.count, 0),
      firstAt: known.length > 0 ? Math.min(...known.map((base) => base.firstAt)) : 0,
      current: known.reduce<CurrentSession | null>(
        (last, { current }) => (last && last.lastAt >= current!.lastAt ? last : current),
        null,
      ),
    }
  },
}

function isVisit({ name, isTrusted }: FoldEvent): boolean {
  return !NOT_A_VISIT.has(name) && !(isTrusted && name === 'order_completed')
}

function continued(current: CurrentSession, { name, time, products }: FoldEvent): CurrentSession {
  const viewed = name === 'product_viewed' ? products[0]?.productId : undefined
  return {
    ...current,
    lastAt: time,
    pages: current.pages + (name === 'page_viewed' || name === 'screen_viewed' ? 1 : 0),
    views: current.views + (viewed === undefined ? 0 : 1),
    products: viewed === undefined ? current.products : newest(current.products, viewed),
  }
}

function newest(products: readonly string[], viewed: string): readonly string[] {
  if (products.at(-1) === viewed) return products
  return [...products.filter((product) => product !== viewed), viewed].slice(-MOST_PRODUCTS)
}
