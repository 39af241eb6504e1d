import type { ConsentRecord, ConsentStatement } from '../../../shared/schema/consent.ts'
import type { ConsentState } from '../../../shared/schema/consent-state.ts'
import type { Env } from '../../env.ts'
import { readPerson, visitPerson, type Whose } from './person-object.ts'

/** Where a person stands now; null = nobody is known there, or was erased. */
export async function consentsOf(env: Pick<Env, 'PROFILE'>, whose: Whose): Promise<ConsentState | null> {
  return (await readPerson(env, whose))?.consents ?? null
}

/**
 * Keeps a person's own word, given by a signed link or told to the shop, as if their browser had proved who they are.
 * False = nobody is there any more.
 */
export async function sayConsent(
  env: Pick<Env, 'PROFILE'>,
  whose: Whose,
  statement: ConsentStatement & { record: ConsentRecord },
  now: number,
): Promise<boolean> {
  if (!(await readPerson(env, whose))) return false
  const consent = { source: 's', statement, isTrusted: true as const }
  return (await visitPerson(env, whose, { now, events: [], consent })) !== null
}
