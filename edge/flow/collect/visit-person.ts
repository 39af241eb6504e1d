import type { Handle } from '../../lib/handle.ts'
import { ApiError, tooManyRequests } from '../../lib/problem.ts'
import type { Visit } from '../../stores/profile/contract.ts'
import type { LoggedIn } from './log-in.ts'
import { withHandle } from './other-handle.ts'
import type { Person } from './person.ts'
import type { FoundReply } from './send-visit.ts'

export interface VisitContext {
  shop: Visit['shop']
  now: number
  /** Calls the person's object. */
  send: (visit: Visit) => Promise<FoundReply>
  /** A random handle. */
  mint: () => Promise<Handle>
  /** What to decide while we are there; absent = append only. */
  decide?: Visit['decide']
  isPreflight?: boolean
}

export interface Visited {
  reply: Extract<FoundReply, { status: 'ok' }>
  /** Who it became in the end: a handle may have had to be replaced, and then the browser needs the new one. */
  person: Person
}

/**
 * Visits one person. A handle whose profile turns out to be somebody else's, or erased, or that somebody else has logged in with
 * before, is replaced by a random one, once; undefined = the person was erased and nothing may be kept. 429 where one profile gets too much.
 */
export async function visitPerson(group: LoggedIn, context: VisitContext): Promise<Visited | undefined> {
  const reply = await context.send(toVisit(group, context))
  if (reply.status === 'ok') return { reply, person: group.person }
  if (reply.status === 'busy') throw busy(reply.retryAfterSeconds)
  if (!isReplaceable(group.person)) return undefined

  const events = reply.status === 'erased' ? since(reply.at, group.events) : group.events
  if (events.length === 0 && group.events.length > 0) return undefined
  const fresh = withHandle({ ...group, events }, await context.mint())
  const second = await context.send(toVisit(fresh, context))
  if (second.status === 'ok') {
    const withheld = second.withheld + group.events.length - events.length
    return { reply: { ...second, withheld }, person: fresh.person }
  }
  if (second.status === 'busy') throw busy(second.retryAfterSeconds)
  throw new ApiError(503, 'unavailable', 'No profile could be made', { headers: { 'Retry-After': '1' } })
}

/** What a browser still had to tell of a person who was erased must not begin the next one. */
function since(erasedAt: number, events: LoggedIn['events']): LoggedIn['events'] {
  return events.filter(({ time }) => time > erasedAt)
}

/** Only the browser whose cookie it is can be given another one; to a server a handle is only a name. */
function isReplaceable(person: Person): boolean {
  return person.kind === 'handle' && !isServer(person)
}

/** Only who holds the secret key has the server's source. */
function isServer({ source }: Person): boolean {
  return source === 's'
}

function toVisit(group: LoggedIn, { shop, now, decide, isPreflight }: VisitContext): Visit {
  const { person, events, consent } = group
  const identity = group.identity ?? person.identity
  return {
    shop,
    profile: person.hint ?? person.profile,
    home: person.profile,
    now,
    ...(isServer(person) && { isServer: true }),
    events,
    ...(consent && { consent }),
    ...(identity && { identity }),
    ...(person.isNew && { isNew: true }),
    ...(decide && { decide }),
    ...(isPreflight && { isPreflight }),
  }
}

function busy(retryAfterSeconds: number): ApiError {
  return tooManyRequests(retryAfterSeconds, 'Too many requests for one person')
}
