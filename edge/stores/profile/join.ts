import { refuseJoin } from '../../../shared/identity/identifier-rules.ts'
import { compareMembers } from '../../../shared/identity/person.ts'
import type { JoinRefusal, JoinReply, JoinRequest, YieldReply, YieldRequest } from './join-contract.ts'
import type { JoinTools } from './join-tools.ts'
import { readSmall, takePage } from './pages.ts'

/** Members of one person at most: what is larger is a machine, or a mistake. */
const MOST_MEMBERS = 2000

/**
 * The winner's part. Each step is one transaction in one object and may be repeated; what was begun is noted, so that
 * the alarm goes on where a crash stopped it.
 */
export async function join(tools: JoinTools, request: JoinRequest): Promise<JoinReply> {
  const { person, kin, transact } = tools
  const { shop, profile, loser, edge, known, rules } = request
  if (person.isErased) return { status: 'erased' }
  if (kin.forward) return { status: 'moved', to: kin.forward }
  if (isUndone(tools, request)) return { status: 'refused', refusal: { reason: 'undone' } }
  const isMember = (id: string) => id === profile || kin.table.of('member').has(id)
  if (isMember(edge.a) && isMember(edge.b)) {
    const state = kin.table.of('edge').get(edge.id)?.state
    if (state === undefined || state === 'split')
      transact(() => kin.log({ ...edge, state: 'copied' }, 'joined', edge.at))
    return { status: 'already', head: profile, edge: edge.id }
  }
  if (isMember(loser)) return { status: 'moved', to: profile }
  transact(() => {
    person.create({ shop, profile })
    kin.table.put('joining', edge.id, { edge, loser, known, rules })
    tools.schedule()
  })
  return continueJoin(tools, edge.id)
}

/** From the note on: asks the other to yield, and takes over what it hands on. */
export async function continueJoin(tools: JoinTools, id: string): Promise<JoinReply> {
  const { person, kin, transact, storage } = tools
  const { shop, profile } = tools.self()
  const { edge, loser, known, rules } = kin.table.of('joining').get(id)!
  // Of a large person only what says whether it may grow.
  const winner = { size: kin.size, identifiers: person.knownBy.all }
  await tools.at('join.noted')
  const reply = await tools
    .profile(loser)
    .yieldTo({ shop, profile: loser, to: profile, edge, winner, known, rules })
  await tools.at('join.yielded')
  if (reply.status !== 'yielded') {
    transact(() => kin.table.drop('joining', id))
    return reply
  }
  const { handover, page } = reply
  transact(() => {
    const now = Date.now()
    kin.takeOver({ ...handover, identifiers: [...handover.identifiers, ...known] })
    takePage(storage, profile, page)
    kin.table.drop('joining', id)
    kin.log({ ...edge, state: 'joined' }, 'joined', now)
    // Folded after the answer: what comes meanwhile waits for it.
    const homes = handover.members.map((member) => member.id)
    kin.table.put('pull', loser, { homes, cursor: page.next, isRead: page.next === null, edge: id })
    tools.tell({ profile, other: loser, change: 'joined', edge: id }, now)
    tools.schedule()
  })
  await tools.at('join.joined')
  return { status: 'joined', head: profile, edge: id }
}

/** The loser's part: turns forwarder and hands over. Asked again by the same winner, it says the same again. */
export async function yieldTo(tools: JoinTools, request: YieldRequest): Promise<YieldReply> {
  const { person, kin, transact, storage } = tools
  const { shop, profile, to } = request
  if (person.isErased) return { status: 'erased' }
  if (kin.forward && kin.forward !== to) return { status: 'moved', to: kin.forward }
  if (!kin.forward) {
    if (compareMembers(to, profile) >= 0) throw new Error(`${profile} does not yield to ${to}`)
    transact(() => person.create({ shop, profile }))
    const refusal = refusalOf(tools, request)
    if (refusal) return { status: 'refused', refusal }
    transact(() => {
      kin.table.put('forward', 'to', { to, at: Date.now() })
      tools.audienceChanged()
    })
  }
  const handover = kin.handover()
  const homes = handover.members.map(({ id }) => id)
  return { status: 'yielded', handover, page: readSmall(storage, profile, homes) }
}

function refusalOf({ kin, person, ...tools }: JoinTools, request: YieldRequest): JoinRefusal | null {
  const { winner, known, rules } = request
  if (isUndone({ kin, person, ...tools }, request)) return { reason: 'undone' }
  if (kin.size + winner.size > MOST_MEMBERS) return { reason: 'limit', type: 'profile', limit: MOST_MEMBERS }
  const one = { identifiers: [...winner.identifiers, ...known] }
  const other = { identifiers: person.knownBy.all }
  return rules ? refuseJoin(one, other, rules) : refuseJoin(one, other)
}

/** What a person at the shop took away only a person at the shop gives back. */
function isUndone({ kin }: JoinTools, { edge }: Pick<JoinRequest, 'edge'>): boolean {
  return edge.evidence.kind !== 'manual' && kin.table.of('edge').get(edge.id)?.state === 'split'
}
