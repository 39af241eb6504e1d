import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { profileStub, type ShopPlace } from '../../lib/object-id.ts'
import type { IdentityChanged } from '../webhooks/contract.ts'
import type { Kin } from './kin.ts'
import type { Person } from './person.ts'
import type { Profile } from './profile.ts'
import type { ProfileStorage } from './storage.ts'

/** What a merge or split works with, inside one profile's object. */
export interface JoinTools {
  person: Person
  kin: Kin
  storage: ProfileStorage
  /** Who this object is; it is somebody by then. */
  self(): { shop: ShopPlace; profile: string }
  /** Another object of the shop. */
  profile(id: string): DurableObjectStub<Profile>
  /** One transaction of this object; if it fails, the object starts anew from what is stored. */
  transact(work: () => void): void
  /** Has the alarm go on with what is noted, should this turn not come to its end. */
  schedule(): void
  /** Has the alarm send what rows have to tell, should nobody else. */
  scheduleDelivery(): void
  /** The shard is to be told anew who is here. */
  audienceChanged(): void
  /** Sends everything that rows have to tell the outside. */
  deliver(): Promise<void>
  /** Destinations are to be told; inside a transaction. */
  tell(news: IdentityChanged, at: number): void
  /** A place where a test may let the process die. */
  at(step: string): Promise<void>
}

/** What the object lends. */
export interface JoinHooks {
  person: Person
  kin: Kin
  deliver(): Promise<void>
  schedule(task: 'outbox' | 'joins'): void
}

/** The tools of a running object. */
export function joinTools(
  ctx: DurableObjectState,
  env: Env,
  { person, kin, deliver, schedule }: JoinHooks,
): JoinTools {
  const self = () => {
    if (!person.self) throw new Error('A profile that holds nothing is joined with nobody')
    return person.self
  }
  return {
    person,
    kin,
    storage: person.storage,
    self,
    profile: (id) => profileStub(env, self().shop, id),
    transact: (work) => {
      try {
        ctx.storage.transactionSync(work)
      } catch (error) {
        // What is in memory may be ahead of what was rolled back: a fresh object reads the truth.
        ctx.abort('a step of a merge or split failed and was rolled back')
        throw error
      }
    },
    schedule: () => schedule('joins'),
    scheduleDelivery: () => schedule('outbox'),
    audienceChanged: () => {
      person.cursors.isAudienceDue = true
      if (person.state.count > 0) person.storage.writeCursors(person.cursors)
      else person.writeState()
      schedule('outbox')
    },
    deliver,
    tell: (news, at) => {
      // Named by nobody: the name of a webhook outlives those it speaks of.
      kin.table.put('news', `identity-${crypto.randomUUID()}`, { ...news, at })
      schedule('joins')
    },
    at: async (step) => {
      if (env.STOP_AT !== step) return
      logLine('warn', { at: 'stopped', step, profile: person.self?.profile })
      await scheduler.wait(STOPPED_MS)
    },
  }
}

/** Longer than any test waits before it kills the process. */
const STOPPED_MS = 600_000
