import { deskSource } from '../../../shared/fields/value-source.ts'
import { CHANNELS, CONSENT_BITS } from '../../../shared/schema/consent.ts'
import type { FieldEdit } from '../../../shared/schema/field-edit.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import type { ShopPlace } from '../../lib/object-id.ts'
import type { VisitReply } from '../../stores/profile/contract.ts'
import { reachPerson } from '../../stores/profile/reach.ts'

/** The shop holds what it writes of its customers; whether a feature or rule may see it, today's consent decides. */
const EVERY_PURPOSE = [
  CONSENT_BITS.analytics,
  CONSENT_BITS.personalization,
  ...CHANNELS.map((channel) => CONSENT_BITS[channel]),
].reduce((bits, bit) => bits | bit, 0)

/** Keeps what an editor states by hand, as an event of the person with the editor's name; null = nobody is there. */
export async function editFields(
  env: Pick<Env, 'PROFILE'>,
  { shop, profile, edit, now }: { shop: ShopPlace; profile: string; edit: FieldEdit; now: number },
): Promise<{ isWithheld: boolean } | null> {
  if (!(await reachPerson(env, shop, profile, (stub, asked) => stub.fields(asked)))) return null
  const event: StoredEvent = {
    source: deskSource(edit.by),
    messageId: `desk:${crypto.randomUUID()}`,
    time: now,
    receivedAt: now,
    consent: EVERY_PURPOSE,
    name: 'identified',
    isTrusted: true,
    raw: JSON.stringify({ type: 'identify', traits: edit.fields }),
  }
  const visit = { shop, home: profile, now, isServer: true as const, events: [event] }
  const reply = await reachPerson(
    env,
    shop,
    profile,
    (stub, asked): Promise<VisitReply> => stub.visit({ ...visit, profile: asked.profile }),
  )
  if (reply.status !== 'ok') return null
  return { isWithheld: reply.withheld > 0 }
}
