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
  /** The handle that follows one whose person was erased; the same for every request that finds it so. */
  mintSuccessor: (handle: Handle, erasure: string) => Promise<Handle>
  /** What to decide while we are there; absent = append only. */
  decide?: Visit['decide']
  isPreflight?: boolean
}

export interface Visited {
  reply: Extract<FoundReply, { status: 'ok' }>
  /** Who it became in the end: a handle may have had to be replaced, and then the browser needs the new one. */
  person: Person
}

/** A cookie that nobody replaced is followed through so many erasures. */
const MOST_ERASURES = 10

/**
 * Visits one person. A handle whose profile turns out to be somebody else's, or that somebody else has logged in with
 * before, is replaced by a random one, once; one whose person was erased by that of the next, in which all requests of
 * the browser meet. Undefined = the person was erased and nothing may be kept. 429 where one profile gets too much.
 */
export async function visitPerson(group: LoggedIn, context: VisitContext): Promise<Visited | undefined> {
  let current = group
  let reply = await context.send(toVisit(group, context))
  for (let erasures = 0; reply.status === 'erased' && erasures < MOST_ERASURES; erasures++) {
    if (!isReplaceable(group.person)) return undefined
    const events = since(reply.at, current.events)
    if (events.length === 0 && group.events.length > 0) return undefined
    current = withHandle({ ...current, events }, await context.mintSuccessor(current.person, reply.erasure))
    // Another request may have made somebody of it already: it is theirs, too.
    reply = await context.send(toVisit(current, context, { isNew: false }))
  }
  if (reply.status === 'taken' || reply.status === 'other-person') {
    if (!isReplaceable(group.person)) return undefined
    current = withHandle(current, await context.mint())
    reply = await context.send(toVisit(current, context))
  }
  if (reply.status === 'busy') throw busy(reply.retryAfterSeconds)
  if (reply.status === 'ok') {
    const withheld = reply.withheld + group.events.length - current.events.length
    return { reply: { ...reply, withheld }, person: current.person }
  }
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

function toVisit(
  { person, events, consent, ...group }: LoggedIn,
  { shop, now, decide, isPreflight }: VisitContext,
  { isNew = person.isNew } = {},
): Visit {
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
    ...(isNew && { isNew: true }),
    ...(decide && { decide }),
    ...(isPreflight && { isPreflight }),
  }
}

function busy(retryAfterSeconds: number): ApiError {
  return tooManyRequests(retryAfterSeconds, 'Too many requests for one person')
}
