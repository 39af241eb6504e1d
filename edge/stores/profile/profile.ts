import { DurableObject } from 'cloudflare:workers'
import { consentStamp, hasConsent } from '../../../shared/schema/consent.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { type LiveConfig, liveConfig } from '../config/live-config.ts'
import type { Visit, VisitReply } from './contract.ts'
import { Person } from './person.ts'
import { Quota } from './quota.ts'

/** More than any shopper does; a flood of one handle is turned away here and disturbs nobody else. */
const QUOTA = { burst: 120, perSecond: 10 }

/** One person. The class holds the object's lifetime; what happens is in {@link Person}. */
export class Profile extends DurableObject<Env> {
  readonly #person: Person
  readonly #quota = new Quota(QUOTA)

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#person = new Person(state, env)
  }
}
