import { continueJoin, join, yieldTo } from './join.ts'
import type {
  JoinReply,
  JoinRequest,
  Page,
  PageRequest,
  SplitReply,
  SplitRequest,
  YieldReply,
  YieldRequest,
} from './join-contract.ts'
import type { JoinTools } from './join-tools.ts'
import { readPage, takePage } from './pages.ts'
import { commitSplit, continueLeaving, continueSplit, split } from './split.ts'

/**
 * Merges and splits of one object, one after the other. Each begins by ending what a crash left. Objects wait only
 * for those with greater ids (a winner for its loser), and nobody's pages or openings wait for anything, so that no
 * two can wait for each other.
 */
export class Joins {
  readonly #tools: JoinTools
  #last: Promise<unknown> = Promise.resolve()
  #settling: Promise<void> | null = null

  constructor(tools: JoinTools) {
    this.#tools = tools
  }

  join(request: JoinRequest): Promise<JoinReply> {
    return this.alone(() => join(this.#tools, request))
  }

  yieldTo(request: YieldRequest): Promise<YieldReply> {
    return this.alone(() => yieldTo(this.#tools, request))
  }

  split(request: SplitRequest): Promise<SplitReply> {
    return this.alone(() => split(this.#tools, request))
  }

  /** Does a piece of work while no merge or split is under way, with every history in its place. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      await this.#finish()
      return work()
    })
    this.#last = result.catch(() => {
      // Whoever asked for it hears of it; the next work does not depend on it.
    })
    return result
  }

  /** Ends what was begun: by the alarm, or before anything that needs it. */
  finish(): Promise<void> {
    return this.alone(async () => undefined)
  }

  /** Whether a merge or split has been noted and is not known to be done. */
  get isUnderWay(): boolean {
    const { table } = this.#tools.kin
    return (['joining', 'splitting', 'leaving', 'pull'] as const).some((kind) => table.of(kind).size > 0)
  }

  /** Whether a member's history is still to come. */
  isPending(member: string): boolean {
    const pulls = [...this.#tools.kin.table.of('pull').values()]
    return pulls.some(({ homes }) => homes.includes(member))
  }

  /** Fetches the histories that are still to come, and folds them in. Waits for no merge. */
  settle(): Promise<void> {
    this.#settling ??= this.#pullAll().finally(() => {
      this.#settling = null
    })
    return this.#settling
  }

  page({ homes, cursor }: PageRequest): Page {
    const { kin, storage } = this.#tools
    // Who fetches has opened: so it is time to let go, and nothing is added to what is fetched.
    for (const [id, { members }] of kin.table.of('splitting')) {
      if (members.some((member) => homes.includes(member))) commitSplit(this.#tools, id)
    }
    return readPage(storage, this.#tools.self().profile, { homes, cursor })
  }

  async #finish(): Promise<void> {
    const { table } = this.#tools.kin
    if (!this.isUnderWay) return
    for (const id of [...table.of('joining').keys()]) await continueJoin(this.#tools, id)
    for (const id of [...table.of('splitting').keys()]) await continueSplit(this.#tools, id)
    for (const id of [...table.of('leaving').keys()]) await continueLeaving(this.#tools, id)
    await this.settle()
  }

  async #pullAll(): Promise<void> {
    const { kin, person, storage, transact, profile } = this.#tools
    for (let [next] = kin.table.of('pull'); next; [next] = kin.table.of('pull')) {
      const [from, { homes, cursor, isRead, edge }] = next
      const { shop, profile: own } = this.#tools.self()
      const page = isRead ? null : await profile(from).page({ shop, profile: from, homes, cursor })
      await this.#tools.at('pull.page')
      transact(() => {
        if (page) takePage(storage, own, page)
        if (page?.next) {
          kin.table.put('pull', from, { homes, cursor: page.next, isRead: false, edge })
          return
        }
        kin.table.drop('pull', from)
        const record = kin.table.of('edge').get(edge)
        if (record?.state === 'joined') kin.log({ ...record, state: 'copied' }, 'copied', Date.now())
        person.takeIn(homes)
        this.#tools.audienceChanged()
      })
      await this.#tools.at('pull.folded')
    }
  }
}
