import { productsOf } from '../../../shared/schema/event-fields.ts'
import type { StoredEvent } from '../../../shared/schema/stored-event.ts'
import { toBase64 } from '../../lib/digest.ts'
import { unpackRow } from './packed-row.ts'
import type { RowText } from './storage.ts'

/** Seals personal text; see {@link logSealer}. */
export type Seal = (text: string) => Promise<string>

/**
 * One NDJSON line per event of a row. In clear: the pseudonym, numbers and catalogue ids, which is what statistics
 * and models need. Everything else, the sender's own text first of all, is sealed. A member's line bears the member's
 * name and is sealed with its key, whoever accepted it (`by`): it goes where the member goes.
 */
export async function logLines(
  by: string,
  { sequence, home, body }: Pick<RowText, 'sequence' | 'home' | 'body'>,
  seal: Seal,
): Promise<string> {
  const lines = unpackRow(body).events.map(async (event, index) =>
    JSON.stringify({
      profile: home ?? by,
      ...(home !== null && { by }),
      sequence,
      index,
      time: event.time,
      name: event.name,
      trusted: event.isTrusted ?? false,
      consent: event.consent,
      products: productNumbers(event),
      sealed: await seal(JSON.stringify(personalPart(event))),
    }),
  )
  return (await Promise.all(lines)).join('\n')
}

function productNumbers(event: StoredEvent): { id: string; quantity: number; price?: number }[] {
  const { properties } = JSON.parse(event.raw) as { properties?: Record<string, unknown> }
  return productsOf(event.name, properties ?? {}).map(({ productId, quantity, price }) => ({
    id: productId,
    quantity,
    ...(price === undefined ? {} : { price }),
  }))
}

function personalPart({ source, messageId, receivedAt, statedAt, raw }: StoredEvent) {
  return { source, messageId, receivedAt, statedAt, raw }
}

/** A new key for one person's log lines, base64. AES-GCM, 256 bits. */
export function newLogKey(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(32)))
}

/** AES-GCM with a fresh 96-bit nonce in front; the key is the profile's own and ends with it. */
export function logSealer(key: string): Seal {
  const imported = crypto.subtle.importKey('raw', fromBase64(key), 'AES-GCM', false, ['encrypt'])
  return async (text) => {
    const nonce = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce },
      await imported,
      new TextEncoder().encode(text),
    )
    const joined = new Uint8Array(nonce.length + sealed.byteLength)
    joined.set(nonce)
    joined.set(new Uint8Array(sealed), nonce.length)
    return toBase64(joined)
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
