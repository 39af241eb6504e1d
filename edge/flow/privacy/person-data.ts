import { type AccessReport, accessReport } from '../../../shared/privacy/access-report.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { devicesOfPerson } from '../../stores/devices/all-buckets.ts'
import { reachPerson } from '../../stores/profile/reach.ts'
import { readPerson, type Whose } from './person-object.ts'

/** Rows of one call. */
const PAGE = 500

/** Everything kept of a person, in the parts the law asks for; null = nobody is there. */
export async function reportOf(
  env: Pick<Env, 'PROFILE' | 'DEVICES'>,
  whose: Whose,
  now: number,
): Promise<AccessReport | null> {
  const { shop, profile } = whose
  const record = await readPerson(env, whose)
  if (!record) return null
  const events: StoredEvent[] = []
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    const page = await reachPerson(env, shop, profile, (stub, asked) => stub.events(asked, from, PAGE))
    // Erased meanwhile.
    if (!page) return null
    events.push(...page.events)
    after = page.next
  }
  const { segments, features } = record.view
  const made = await reachPerson(env, shop, profile, (stub, asked) => stub.decisions(asked))
  if (!made) return null
  return accessReport({
    profile,
    now,
    consents: record.consents,
    segments,
    features,
    events,
    decisions: made.decisions,
    ...(await devicesOfPerson(env, shop, profile)),
  })
}
