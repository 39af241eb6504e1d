import { toHex } from '../../lib/digest.ts'

/** Names the receipt of an erasure: random, so that it says nothing of whom. */
export function newReceiptId(): string {
  return `e_${toHex(crypto.getRandomValues(new Uint8Array(12)))}`
}
