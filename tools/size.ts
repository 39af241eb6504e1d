import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'

/** The bars of the shop's script, in bytes after brotli. */
export const SIZE_BARS = { core: 10 * 1024, firstVisit: 18 * 1024 }

/**
 * What the script weighs on the wire, each file compressed by itself as it is served. A first visit that accepts
 * loads everything: the core, the banner with its style and texts, the outbox.
 */
export function sizeOf(files: Record<'vicino.js' | 'banner.js' | 'outbox.js', string>): typeof SIZE_BARS {
  const weigh = (code: string) => brotliCompressSync(code).length
  const core = weigh(files['vicino.js'])
  return { core, firstVisit: core + weigh(files['banner.js']) + weigh(files['outbox.js']) }
}

if (import.meta.main) {
  const read = (name: string) => readFileSync(new URL(`../dist/client/${name}`, import.meta.url), 'utf8')
  const size = sizeOf({
    'vicino.js': read('vicino.js'),
    'banner.js': read('banner.js'),
    'outbox.js': read('outbox.js'),
  })
  console.log(JSON.stringify(size))
  if (size.core > SIZE_BARS.core || size.firstVisit > SIZE_BARS.firstVisit) process.exitCode = 1
}
