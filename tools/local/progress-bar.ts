const WIDTH = 30

/**
 * Shows how far a long step is, on stderr: a bar that redraws itself on a terminal, a line every fifth elsewhere
 * (logs stay readable). Call it with the number done so far.
 */
export function progressBar(
  name: string,
  total: number,
  out: NodeJS.WriteStream = process.stderr,
): (done: number) => void {
  const startedAt = performance.now()
  let shown = -1
  return (done) => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const mark = out.isTTY ? Math.round(share * 100) : Math.floor(share * 5) * 20
    if (mark === shown) return
    shown = mark
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    if (!out.isTTY) {
      if (mark > 0) out.write(`  ${name}: ${mark} % (${done} of ${total}, ${seconds} s)\n`)
      return
    }
    const filled = Math.round(share * WIDTH)
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    out.write(share < 1 ? `\r${bar} ${name} ${done}/${total}\x1b[K` : `\r\x1b[K✓ ${name} (${seconds} s)\n`)
  }
}
