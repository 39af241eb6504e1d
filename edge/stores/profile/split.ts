import { withoutEdge } from '../../../shared/identity/person.ts'
import type { OpenRequest, RedirectRequest, SplitReply, SplitRequest } from './join-contract.ts'
import type { JoinTools } from './join-tools.ts'

/**
 * Takes an edge away. Where nothing else holds its two sides together, the side without this object answers for
 * itself again. Each step is one transaction in one object and may be repeated.
 */
export async function split(tools: JoinTools, { profile, edge: id }: SplitRequest): Promise<SplitReply> {
  const { person, kin, transact } = tools
  if (person.isErased) return { status: 'erased' }
  if (kin.forward) return { status: 'moved', to: kin.forward }
  const edge = kin.table.of('edge').get(id)
  if (!edge) return { status: 'unknown' }
  if (edge.state === 'split') return { status: 'already' }
  const parts = withoutEdge(kin.graph, id).map(({ members }) => [...members])
  const stayed = parts.find((members) => members.includes(profile)) ?? [profile]
  const members = parts.find((part) => part !== stayed)
  const now = Date.now()
  if (!members) {
    transact(() => kin.log({ ...edge, state: 'split' }, 'split', now))
    return { status: 'split', people: [{ head: profile, members: stayed }] }
  }
  const head = members[0]!
  transact(() => {
    kin.table.put('splitting', id, { edge: id, head, members, stayed, at: now })
    tools.schedule()
  })
  await continueSplit(tools, id)
  return {
    status: 'split',
    people: [
      { head: profile, members: stayed },
      { head, members },
    ],
  }
}

/** From the note on: has the other side opened, lets go of it, and sees to it that it gets everything. */
export async function continueSplit(tools: JoinTools, id: string): Promise<void> {
  const { kin } = tools
  const { shop, profile } = tools.self()
  const { head, members, stayed, at } = kin.table.of('splitting').get(id)!
  const handover = kin.handover(new Set(members))
  const edges = handover.edges.map((edge) =>
    edge.id === id
      ? { ...edge, state: 'split' as const, steps: [...edge.steps, { step: 'split', at }] }
      : edge,
  )
  await tools.at('split.noted')
  await tools
    .profile(head)
    .open({ ...handover, edges, shop, profile: head, edge: id, from: profile, stayed, at })
  await tools.at('split.opened')
  commitSplit(tools, id)
  await tools.at('split.committed')
  await continueLeaving(tools, id)
}

/** The one moment at which the other side is no longer answered for here; a second time it does nothing. */
export function commitSplit({ kin, person, transact, ...tools }: JoinTools, id: string): void {
  const splitting = kin.table.of('splitting').get(id)
  if (!splitting) return
  const { head, members, stayed, at } = splitting
  transact(() => {
    const leaving = kin.handover(new Set(members)).members
    kin.log({ ...kin.table.of('edge').get(id)!, state: 'split' }, 'split', at)
    kin.release(members, head)
    kin.table.drop('splitting', id)
    kin.table.put('leaving', id, { edge: id, head, members: leaving, stayed, at })
    tools.tell({ profile: tools.self().profile, other: head, change: 'split', edge: id }, at)
    tools.audienceChanged()
    person.reload()
  })
}

/** Once the other side has everything, nothing of it stays behind. */
export async function continueLeaving(tools: JoinTools, id: string): Promise<void> {
  const { kin, storage, transact } = tools
  const { shop, profile } = tools.self()
  const { head, members, stayed, at } = kin.table.of('leaving').get(id)!
  await tools.profile(head).settle({ shop, profile: head })
  await tools.at('split.copied')
  const left = members.map((member) => member.id)
  const among = [...left, ...stayed]
  for (const member of among.filter((each) => each !== head && each !== profile)) {
    const to = left.includes(member) ? head : profile
    await tools.profile(member).redirect({ shop, profile: member, to, at, among })
  }
  await tools.at('split.redirected')
  await tools.deliver()
  transact(() => {
    for (const member of left.filter((each) => !kin.table.of('member').has(each))) {
      storage.eraseRows(member)
      storage.copies.erase(member)
    }
    kin.table.drop('leaving', id)
  })
  await tools.at('split.forgotten')
}

/** The other side's part: answers for its members again, and fetches what is theirs from who has answered so far. */
export function open(tools: JoinTools, request: OpenRequest): void {
  const { kin, person, transact } = tools
  const { shop, profile, edge, from, members, at } = request
  const known = kin.table.of('edge').get(edge)
  const isOpened = !kin.forward && known?.state === 'split' && known.steps.some((step) => step.at === at)
  if (person.isErased || isOpened) return
  transact(() => {
    person.create({ shop, profile })
    kin.open(request)
    kin.table.put('pull', from, { homes: members.map(({ id }) => id), cursor: null, isRead: false, edge })
    // What was folded here before is over.
    person.reload()
    tools.audienceChanged()
    tools.schedule()
  })
}

/** A member that is nobody's head follows; who was joined with somebody else since is left alone. */
export function redirect({ kin, transact }: JoinTools, { to, at, among }: RedirectRequest): void {
  const forward = kin.table.of('forward').get('to')
  if (!forward || forward.at > at || !among.includes(forward.to)) return
  transact(() => kin.table.put('forward', 'to', { to, at }))
}
