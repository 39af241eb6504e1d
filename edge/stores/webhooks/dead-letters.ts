import { sha256Hex } from '../../lib/digest.ts'
import type { Blobs } from '../blobs/blobs.ts'
import { type DeadLetter, peopleIn } from './contract.ts'

/** Days that dead letters are kept for a replay. */
export const DEAD_LETTER_DAYS = 30

const PREFIX = 'webhooks-dead/'

/** Keeps what could not be delivered. The same delivery dying twice is one letter. */
export async function putDeadLetter(blobs: Blobs, letter: DeadLetter): Promise<void> {
  await blobs.put(await keyOf(letter), JSON.stringify(letter))
}

/** A shop's dead letters; all shops' without one. */
export async function* deadLetters(
  blobs: Blobs,
  shop?: string,
): AsyncIterable<{ key: string; letter: DeadLetter }> {
  for await (const key of blobs.list(shop === undefined ? PREFIX : `${PREFIX}${encodeURIComponent(shop)}/`)) {
    const text = await blobs.get(key)
    if (text !== null) yield { key, letter: JSON.parse(text) as DeadLetter }
  }
}

/**
 * Takes the letters about these people away; part of an erasure, and of the night after it. The news of the erasure
 * itself stays: it says nothing of anybody but that receivers are to forget them. Returns how many went.
 */
export async function eraseDeadLetters(
  blobs: Blobs,
  shop: string,
  profiles: ReadonlySet<string>,
): Promise<number> {
  let erased = 0
  for await (const { key, letter } of deadLetters(blobs, shop)) {
    const isOf = peopleIn(letter.event).some((profile) => profiles.has(profile))
    if (letter.event.type === 'privacy.erased' || !isOf) continue
    await blobs.delete(key)
    erased++
  }
  return erased
}

/** Lets go of letters that nobody replayed in time. Returns how many. */
export async function expireDeadLetters(blobs: Blobs, now: number): Promise<number> {
  let expired = 0
  for await (const { key, letter } of deadLetters(blobs)) {
    if (letter.diedAt + DEAD_LETTER_DAYS * 86_400_000 > now) continue
    await blobs.delete(key)
    expired++
  }
  return expired
}

/** A digest, because the id of an event names its person, and a bucket's list of names may outlive what it listed. */
async function keyOf({ event, destination }: DeadLetter): Promise<string> {
  return `${PREFIX}${encodeURIComponent(event.shop)}/${await sha256Hex(`${destination}.${event.id}`)}.json`
}
