import { emit } from '../lib/emit.ts'

/** What a block shows, as its impression and clicks report it. */
export interface Shown {
  decision: string
  placement: string
  strategy?: string
  campaign?: string
  variant?: string
  items: string[]
}

/** Sends one event about a block. */
export type Track = (event: string, properties: Record<string, unknown>) => void

const SEEN_MS = 1000

/** Reports a block's impression (half of it, or of the screen, in view for one second) and its clicks. Returns the way to stop. */
export function watchBlock(element: HTMLElement, shown: Shown, track: Track): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function seen(): void {
    // A hidden tab shows nobody anything: the second starts again when it comes back.
    if (document.visibilityState === 'hidden') {
      document.addEventListener('visibilitychange', start, { once: true })
      return
    }
    observer.disconnect()
    track('block_viewed', { ...shown })
    emit('block:view', shown, element)
  }
  function start(): void {
    clearTimeout(timer)
    timer = setTimeout(seen, SEEN_MS)
  }
  function stop(): void {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', start)
  }

  const observer = new IntersectionObserver(
    (entries) => {
      const { intersectionRatio, intersectionRect, rootBounds } = entries[entries.length - 1]!
      const isBigView = rootBounds && intersectionRect.height >= rootBounds.height / 2
      stop()
      if (intersectionRatio >= 0.5 || isBigView) start()
    },
    { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 1] },
  )
  observer.observe(element)

  function onClick(event: Event): void {
    const target = event.target as Element
    if (!target.closest('a,button,[role=link],[role=button]')) return
    const product = target.closest<HTMLElement>('[data-vicino-product]')?.dataset.vicinoProduct
    const { items: _, ...rest } = shown
    track('block_clicked', { ...rest, ...(product && { product_id: product }) })
    emit('block:click', { ...shown, product }, element)
  }
  element.addEventListener('click', onClick)
  element.addEventListener('auxclick', onClick)

  return () => {
    stop()
    observer.disconnect()
    element.removeEventListener('click', onClick)
    element.removeEventListener('auxclick', onClick)
  }
}
