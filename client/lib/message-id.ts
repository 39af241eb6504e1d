let lastMs = 0
let counter = 0

/**
 * A UUIDv7 (RFC 9562): sorts by time, and by order of making within one millisecond, because the edge breaks
 * ties of time by message id.
 */
export function messageId(
  now: number,
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(10)),
): string {
  if (now > lastMs) {
    lastMs = now
    counter = ((random[8]! << 8) | random[9]!) & 0x7ff // upper half of the 12 bits stays free to count in
  } else if (++counter > 0xfff) {
    counter = 0
    lastMs++
  }
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  const tail = [...random.subarray(0, 8)]
    .map((byte, index) => hex(index ? byte : (byte & 0x3f) | 0x80, 2))
    .join('')
  const time = hex(lastMs, 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
