import { CONSENT_BITS } from '../../../shared/schema/consent.ts'
import type { Env } from '../../env.ts'
import { readPerson, visitPerson, type Whose } from './person-object.ts'

/** What somebody puts right by hand. */
export interface Correction {
  /** Trait → its true value; `null` takes it away. */
  traits: Record<string, unknown>
  /** Who says so, as their colleagues know them; it becomes the source of the value. */
  by: string
  reason?: string
}

/**
 * Keeps a correction (GDPR, article 16) as a statement of a source of its own: the newest word about a trait counts,
 * and what was said before stays to be seen. `withheld` = the person does not agree to be known at all.
 */
export async function correct(
  env: Pick<Env, 'PROFILE'>,
  whose: Whose,
  { traits, by, reason }: Correction,
  now: number,
): Promise<'corrected' | 'withheld' | 'nobody'> {
  if (!(await readPerson(env, whose))) return 'nobody'
  const correction = { by, ...(reason !== undefined && { reason }) }
  const reply = await visitPerson(env, whose, {
    now,
    isServer: true,
    events: [
      {
        source: `m:${by}`,
        messageId: crypto.randomUUID(),
        time: now,
        receivedAt: now,
        consent: CONSENT_BITS.analytics | CONSENT_BITS.personalization,
        name: 'identified',
        isTrusted: true,
        raw: JSON.stringify({ type: 'identify', traits, context: { correction } }),
      },
    ],
  })
  if (!reply) return 'nobody'
  return reply.withheld > 0 ? 'withheld' : 'corrected'
}
