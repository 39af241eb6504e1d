import { deskSource } from '../../../shared/fields/value-source.ts'
import { CHANNELS, CONSENT_BITS } from '../../../shared/schema/consent.ts'
import type { FieldEdit } from '../../../shared/schema/field-edit.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import type { Env } from '../../env.ts'
import { profileStub, type ShopPlace } from '../../lib/object-id.ts'
import type { VisitReply } from '../../stores/profile/contract.ts'

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
  const stub = profileStub(env, shop, profile)
  if (!(await stub.fields(shop.id))) return null
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
  const visit = (): Promise<VisitReply> => stub.visit({ shop, profile, now, isServer: true, events: [event] })
  const reply = await visit()
  if (reply.status !== 'ok') return null
  return { isWithheld: reply.withheld > 0 }
}
