/** Finds the line and column of an offset; lines end as in JSON editors: `\n`, `\r\n` or `\r`. */
export type LineIndex = (offset: number) => { line: number; column: number; lineEnd: number }

/** Reads the text once, so that many offsets can be looked up. Lines and columns count from 1. */
export function lineIndex(text: string): LineIndex {
  const starts = [0]
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const start = starts[low]!
    const lineEnd = start + text.slice(start, starts[low + 1]).replace(/[\r\n]+$/, '').length
    return { line: low + 1, column: offset - start + 1, lineEnd }
  }
}
