import { installGlobal } from './install-global.ts'
import { guard } from './lib/guard.ts'
import { readSettings } from './read-settings.ts'
import type { ClientSettings } from './settings.ts'
import { start } from './start.ts'

guard(() => {
  const scope = self as { __vicino?: Partial<ClientSettings>; vicino?: unknown }
  const settings = readSettings(scope.__vicino, document.currentScript as HTMLScriptElement)
  if (!settings) throw new Error('vicino.js needs a key: load it as /<public key>/vicino.js or set data-key')
  const handOver = installGlobal(scope)
  let isStarted = false
  function begin(): void {
    if (isStarted) return
    isStarted = true
    guard(() => handOver(start(settings!)))
  }
  // The page is read once it is parsed; a page left before that still counts.
  function whenParsed(): void {
    if (document.readyState !== 'loading') begin()
    else {
      document.addEventListener('DOMContentLoaded', begin, { once: true })
      addEventListener('pagehide', begin, { once: true })
    }
  }
  // A prerendered page has no visitor yet: no storage, no request before it is really shown.
  const isPrerendering = (document as { prerendering?: boolean }).prerendering
  if (isPrerendering) document.addEventListener('prerenderingchange', whenParsed, { once: true })
  else whenParsed()
})
