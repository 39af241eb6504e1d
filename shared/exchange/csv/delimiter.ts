const DELIMITERS = [',', ';', '\t', '|'] as const

/** The delimiter of a file, from its first line: the one it has most of outside of quotes; a comma where it has none. */
export function delimiterOf(text: string): string {
  const header = firstLine(text.replace(/^\uFEFF/, '')).replace(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!
}

/** Up to the first line break that no quote holds. */
function firstLine(text: string): string {
  return /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)![0]
}
