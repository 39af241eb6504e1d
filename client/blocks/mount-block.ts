import type { Block } from '../../shared/schema/decide.ts'
import { emit } from '../lib/emit.ts'
import { guard, report } from '../lib/guard.ts'
import type { PlacementSettings } from '../settings.ts'
import { renderBlock } from './render-block.ts'
import { type Shown, type Track, watchBlock } from './watch-block.ts'

/** What a block needs of the page around it. */
export interface BlockWorld {
  /** What the placement shows on this page, or undefined: nothing, or no answer. */
  decide(placement: string, product?: string): Promise<Block | undefined>
  track: Track
  /** Known placements; undefined = all. */
  placements: Record<string, PlacementSettings> | undefined
  locale: string
  /** A shopper reads on: after this time (ms) nothing that is in view changes any more. */
  waitMs: number
}

/**
 * Fills one element with what its placement shows and watches it. An element rendered at the edge
 * (`rendered decision="…"`) is only watched. Returns the way to stop.
 */
export function mountBlock(element: HTMLElement, world: BlockWorld): () => void {
  const { placement, product } = placementOf(element)
  const settings = world.placements?.[placement]
  let stop: () => void = () => undefined
  let isStopped = false
  const rendered = renderedAtEdge(element, placement)
  if (rendered) return watchBlock(element, rendered, world.track)
  if (!placement || (world.placements && !settings)) {
    report(
      `No placement \`${placement}\` in the shop's config; known: ${Object.keys(world.placements ?? {}).join(', ')}`,
    )
    return stop
  }

  const height = reservedHeight(settings?.reserve)
  if (height && !element.style.minHeight) element.style.minHeight = `${height}px`
  const askedAt = performance.now()
  world.decide(placement, product).then((block) => {
    if (isStopped) return
    const isEmpty = !block || ('items' in block && !block.items.length)
    const isLate = performance.now() - askedAt > world.waitMs && isInView(element)
    if (isEmpty || isLate)
      return emit('block:empty', { placement, reason: isEmpty ? 'empty' : 'late' }, element)
    guard(() => {
      renderBlock(element, block, world.locale)
      stop = watchBlock(element, shownBy(placement, block), world.track)
    })
  })
  return () => {
    isStopped = true
    stop()
  }
}

/** `<vicino-block placement product>`, or any element with `data-vicino-placement` and `data-vicino-product`. */
export function placementOf(element: HTMLElement): { placement: string; product?: string } {
  const isBlock = element.localName === 'vicino-block'
  const product = isBlock ? element.getAttribute('product') : element.dataset.vicinoProduct
  const placement = (isBlock ? element.getAttribute('placement') : element.dataset.vicinoPlacement) ?? ''
  return { placement, ...(product && { product }) }
}

/** A block as impressions, clicks and DOM events speak of it. */
export function shownBy(placement: string, block: Block): Shown {
  return {
    decision: block.decision,
    placement,
    ...('strategy' in block && { strategy: block.strategy }),
    ...('campaign' in block && { campaign: block.campaign, variant: block.variant }),
    items: 'items' in block ? block.items.map((item) => item.id) : [],
  }
}

function renderedAtEdge(element: HTMLElement, placement: string): Shown | null {
  const decision = element.getAttribute('decision')
  if (!decision || !element.hasAttribute('rendered')) return null
  const attributes = ['strategy', 'campaign', 'variant'].map(
    (name) => [name, element.getAttribute(name)] as const,
  )
  const cards = [...element.querySelectorAll<HTMLElement>('[data-vicino-product]')]
  return {
    decision,
    placement,
    ...Object.fromEntries(attributes.filter(([, value]) => value)),
    items: cards.map((card) => card.dataset.vicinoProduct!),
  }
}

function reservedHeight(reserve: PlacementSettings['reserve']): number | undefined {
  return typeof reserve === 'object' ? (innerWidth < 768 ? reserve.mobile : reserve.desktop) : reserve
}

function isInView(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}
