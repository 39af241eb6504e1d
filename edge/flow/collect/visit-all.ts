import type { Env } from '../../env.ts'
import { type Handle, mintHandle, mintSuccessor } from '../../lib/handle.ts'
import { identifierHash } from '../../lib/identifier-hash.ts'
import { mapLimited } from '../../lib/map-limited.ts'
import { identityStub, type ShopPlace } from '../../lib/object-id.ts'
import type { Visit } from '../../stores/profile/contract.ts'
import type { Rules } from '../../stores/profile/join-contract.ts'
import { joinPeople } from '../../stores/profile/join-people.ts'
import type { Collected } from './collect.ts'
import { keepLogin, type LoggedIn, type Logins, logIn } from './log-in.ts'
import { sendVisit } from './send-visit.ts'
import { type Visited, visitPerson } from './visit-person.ts'

export interface VisitAllContext {
  shop: ShopPlace
  /** What the shop's types of identifier say of people. */
  rules: Rules
  now: number
  /** What to decide for the viewer; absent = append only. */
  decide?: Visit['decide']
  isPreflight?: boolean
}

export interface VisitedGroup {
  group: LoggedIn
  /** Undefined = the person was erased and nothing was kept. */
  visited: Visited | undefined
  isViewer: boolean
  /** What the browser's cookie must say from now on, where it changes. */
  newHandle?: Handle
}

/** How many people of a batch are visited at once: a Worker has six connections. */
const VISITS = 6

/** Visits everybody a request has something to say about; the viewer also when there is only something to ask. */
export async function visitAll(
  env: Env,
  { groups, viewer }: Collected,
  context: VisitAllContext,
): Promise<VisitedGroup[]> {
  const asks = viewer?.person.mayRead && context.decide && !groups.includes(viewer)
  const logins = loginsIn(env, context)
  return mapLimited(asks ? [viewer, ...groups] : groups, VISITS, async (group) => {
    const isViewer = group === viewer
    const loggedIn = await logIn(group, logins)
    const { shop, now, decide, isPreflight } = context
    const visited = await visitPerson(loggedIn, {
      shop,
      now,
      send: (visit) => sendVisit(env, visit),
      mint: () => mintHandle(env, shop.id),
      mintSuccessor: (handle, erasure) => mintSuccessor(env, shop.id, handle, erasure),
      ...(isViewer && group.person.mayRead && decide && { decide }),
      ...(isPreflight && { isPreflight }),
    })
    if (!visited) return { group, visited, isViewer }
    const { person, reply } = visited
    const keptHead = isPreflight ? undefined : await keepLogin(loggedIn, person.profile, logins)
    const head = keptHead ?? reply.head ?? person.profile
    const isNews = person.isNew || loggedIn.isMoved || head !== (group.person.hint ?? person.profile)
    const isHandleNew = person.kind === 'handle' && isNews && !isPreflight
    const newHandle = { source: person.source, profile: person.profile, hint: head }
    return { group: loggedIn, visited, isViewer, ...(isHandleNew && { newHandle }) }
  })
}

function loginsIn(
  env: Pick<Env, 'IDENTITY' | 'PROFILE' | 'COOKIE_SECRET'>,
  { shop, now, rules }: VisitAllContext,
): Logins {
  return {
    hash: (type, value) => identifierHash(env, shop.id, type, value),
    lookup: async (hash) => identityStub(env, shop, hash).lookup(hash),
    claim: async (hash, profile) => identityStub(env, shop, hash).claim(hash, profile, now),
    join: async (browser, known) => {
      const evidence = { kind: 'login', type: 'user_id' } as const
      const joined = await joinPeople(env, shop, {
        a: browser,
        b: known,
        at: now,
        evidence,
        known: [],
        rules,
      })
      return 'head' in joined ? joined.head : null
    },
    mintSource: async () => (await mintHandle(env, shop.id)).source,
  }
}
