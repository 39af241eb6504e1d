import type { EdgeHttp } from './edge-http.ts'
import { inParallel } from './in-parallel.ts'
import { Latencies } from './latencies.ts'
import type { Click, Session } from './session-log.ts'

export interface Sent {
  events: number
  /** Events that the edge said it has. */
  acknowledged: number
  seconds: number
  decide: Latencies
}

interface SendOptions {
  edge: EdgeHttp
  concurrency: number
  onClick: () => void
}

/** Each shopper sends one click after the other and asks what to show after each, as a browser would. */
export async function sendSessions(
  sessions: AsyncIterable<Session>,
  { edge, concurrency, onClick }: SendOptions,
): Promise<Sent> {
  const sent = { events: 0, acknowledged: 0, decide: new Latencies() }
  const startedAt = performance.now()
  await inParallel(sessions, concurrency, async (session) => {
    for (const click of session.clicks) {
      const { accepted, duplicates } = await edge.post<{ accepted: number; duplicates: number }>(
        '/v1/batch',
        batchOf(session, click),
      )
      // Sent again after a broken connection it may be there already.
      sent.acknowledged += accepted + duplicates
      sent.events += 1
      const askedAt = performance.now()
      await edge.post('/v1/decide', {
        anonymousId: session.id,
        page: { type: 'product', product: click.item },
        placements: ['product'],
      })
      sent.decide.add(performance.now() - askedAt)
      onClick()
    }
  })
  return { ...sent, seconds: (performance.now() - startedAt) / 1000 }
}

function batchOf({ id, clicks }: Session, { messageId, item, time, price, category }: Click): object {
  return {
    consent: consentOf(id, clicks[0]!.time),
    batch: [
      {
        type: 'track',
        event: 'Product Viewed',
        anonymousId: id,
        messageId,
        timestamp: new Date(time).toISOString(),
        properties: {
          product_id: item,
          ...(price !== undefined && { price }),
          ...(category !== undefined && { category }),
        },
      },
    ],
  }
}

/** Given once, with the first click. */
function consentOf(session: string, at: number): object {
  return {
    analytics: true,
    personalization: true,
    record: { id: `replay-${session}`, at: new Date(at).toISOString(), source: 'server' },
  }
}
