import { constants, inflateRawSync } from 'node:zlib'

/** A text as it may lie in bytes: as it is, in UTF-16, base64, hex, or percent-encoded. */
export function disguisesOf(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const little = Buffer.from(text, 'utf16le')
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return [
    bytes,
    little,
    Buffer.from(little).swap16(),
    ...base64Of(bytes),
    ...base64Of(little),
    ...[bytes.toString('hex'), percent].flatMap((each) => [
      Buffer.from(each),
      Buffer.from(each.toUpperCase()),
    ]),
  ]
}

/** What a text is in the middle of base64, wherever it begins: the letters that depend on its neighbours are left out. */
function base64Of(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const letters = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const start = Math.ceil((before * 4) / 3)
    const core = letters.slice(start, Math.floor(((before + bytes.length) * 4) / 3))
    return [Buffer.from(core), Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_'))]
  })
}

/** Whether a text is in some bytes, also inside what is compressed there with gzip or zlib. */
export function isHiddenIn(bytes: Buffer, disguises: readonly Buffer[]): boolean {
  const holds = (each: Buffer) => disguises.some((disguise) => each.includes(disguise))
  return holds(bytes) || [...unpacked(bytes)].some(holds)
}

/** How what is packed begins, and how long that is: gzip without a file name, zlib at its four levels. */
const HEADERS: readonly [magic: Buffer, length: number][] = [
  [Buffer.from([0x1f, 0x8b, 0x08, 0x00]), 10],
  ...[0x01, 0x5e, 0x9c, 0xda].map((level): [Buffer, number] => [Buffer.from([0x78, level]), 2]),
]

/** What follows the packed part is no matter: it stands in the middle of a file. */
function* unpacked(bytes: Buffer): Iterable<Buffer> {
  const starts = HEADERS.flatMap(([magic, length]) => placesOf(magic, bytes).map((at) => at + length))
  for (const start of [0, ...starts]) {
    try {
      yield inflateRawSync(bytes.subarray(start), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: 1e7,
      })
    } catch {
      // Some bytes that look like a header by chance.
    }
  }
}

function placesOf(magic: Buffer, bytes: Buffer): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) places.push(at)
  return places
}
