import type { EventKey } from '../../../shared/schema/stored-event.ts'

/** Where a message id was stored: its row, so that the event itself can be compared on a hit. */
export type RowSequence = number

/** Six bytes an event, held beside its row; a hit is confirmed against the stored event, so a clash costs a look, not a loss. */
export const DIGEST_BYTES = 6

/**
 * Message ids of one profile. The digests live in a narrow column of the rows, which an evicted object reads
 * back without touching the bodies.
 */
export class DedupeIndex {
  readonly #rows = new Map<number, RowSequence | RowSequence[]>()

  /** Rows that may hold this (source, message id). */
  candidates(key: Pick<EventKey, 'source' | 'messageId'>): RowSequence[] {
    const found = this.#rows.get(digest(key))
    return found === undefined ? [] : typeof found === 'number' ? [found] : found
  }

  add(key: Pick<EventKey, 'source' | 'messageId'>, row: RowSequence): void {
    this.#put(digest(key), row)
  }

  /** Takes in a row's digest column as it was stored. */
  load(column: ArrayBuffer, row: RowSequence): void {
    const view = new DataView(column)
    for (let at = 0; at + DIGEST_BYTES <= view.byteLength; at += DIGEST_BYTES) {
      this.#put(view.getUint32(at) * 0x10000 + view.getUint16(at + 4), row)
    }
  }

  #put(digested: number, row: RowSequence): void {
    const found = this.#rows.get(digested)
    if (found === undefined) this.#rows.set(digested, row)
    else if (typeof found === 'number') {
      if (found !== row) this.#rows.set(digested, [found, row])
    } else if (!found.includes(row)) found.push(row)
  }
}

/** The digest column of a row: one digest per event, in the row's order. */
export function digestColumn(keys: readonly Pick<EventKey, 'source' | 'messageId'>[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(keys.length * DIGEST_BYTES))
  keys.forEach((key, index) => {
    const digested = digest(key)
    view.setUint32(index * DIGEST_BYTES, Math.floor(digested / 0x10000))
    view.setUint16(index * DIGEST_BYTES + 4, digested % 0x10000)
  })
  return view.buffer
}

/** 48 bits of two FNV-1a runs over `source` and `messageId`; enough to be rare, confirmed where it matters. */
function digest({ source, messageId }: Pick<EventKey, 'source' | 'messageId'>): number {
  let low = 0x811c9dc5
  let high = 0x9747b28c
  const text = `${source}\n${messageId}`
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
    high ^= high >>> 13
  }
  return (low >>> 0) * 0x10000 + ((high >>> 8) & 0xffff)
}
