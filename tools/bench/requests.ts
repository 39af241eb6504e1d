import { randomUUID } from 'node:crypto'
import { httpRequest } from './connection.ts'
import type { BenchEdge } from './edge.ts'
import { browserHeaders, consent, look, ORIGIN } from './people.ts'

/** Makes a Worker's next request; `person` picks one, absent = one after the other. */
export type NextRequest = (person?: number) => string

export function baselineRequests(path: '/empty' | '/hop' | '/floor', people: number): NextRequest {
  let next = 0
  return (person) => httpRequest('GET', `${path}?object=${person ?? next++ % people}`)
}

/** A page view as the script sends it: one new event or none, one placement. */
export function decideRequests({ keys, cookies, regulars }: BenchEdge, events: 0 | 1): NextRequest {
  const run = randomUUID().slice(0, 8)
  let sent = 0
  return (person) => {
    sent += 1
    const now = Date.now()
    const cookie = cookies[person ?? sent % regulars]!
    return httpRequest('POST', '/v1/decide', {
      headers: { ...browserHeaders, cookie, 'cf-connecting-ip': address(sent) },
      body: JSON.stringify({
        writeKey: keys.publicKey,
        sentAt: new Date(now).toISOString(),
        consent,
        events: events === 1 ? [look(`d-${run}-${sent}`, sent, now)] : [],
        page: { type: 'home', url: `${ORIGIN}/`, language: 'en', device: 'mobile' },
        placements: ['home'],
      }),
    })
  }
}

/** Twenty events of one browser in a batch, as a Segment client sends them. */
export function collectRequests({ keys, cookies, regulars }: BenchEdge): NextRequest {
  const run = randomUUID().slice(0, 8)
  let sent = 0
  return (person) => {
    sent += 1
    const now = Date.now()
    const who = person ?? sent % regulars
    return httpRequest('POST', '/v1/batch', {
      headers: { ...browserHeaders, cookie: cookies[who]!, 'cf-connecting-ip': address(sent) },
      body: JSON.stringify({
        writeKey: keys.publicKey,
        sentAt: new Date(now).toISOString(),
        consent,
        batch: Array.from({ length: 20 }, (_, index) => look(`c-${run}-${sent}-${index}`, sent + index, now)),
      }),
    })
  }
}

const address = (sent: number) => `198.51.${(sent >> 8) & 255}.${sent & 255}`
