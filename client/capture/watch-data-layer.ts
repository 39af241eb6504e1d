import { guard } from '../lib/guard.ts'
import { dataLayerReader, type Signal } from './data-layer.ts'

/**
 * Reads what is in the page's `dataLayer` already, then whatever is pushed. The page's own `push` runs first and
 * its answer is returned untouched: Tag Manager and gtag wrap it too.
 */
export function watchDataLayer(name: string, onSignal: (signal: Signal) => void): void {
  const scope = window as unknown as Record<string, unknown>
  scope[name] ??= []
  const layer = scope[name]
  if (!Array.isArray(layer)) return
  const read = dataLayerReader()
  const take = (entry: unknown) => guard(() => read(entry).forEach(onSignal))
  layer.forEach(take)
  const push = layer.push
  layer.push = function (this: unknown[], ...entries: unknown[]) {
    const length = push.apply(this, entries)
    entries.forEach(take)
    return length
  }
}
