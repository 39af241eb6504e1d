import { type BlockWorld, mountBlock } from './mount-block.ts'

const mounted = new WeakSet<Element>()

/**
 * Brings `<vicino-block>` to life: light DOM, so the theme's style applies. Elements that are there already are
 * upgraded at once, so their questions travel with the page's first events.
 */
export function defineBlock(world: BlockWorld): void {
  class VicinoBlock extends HTMLElement {
    static observedAttributes = ['placement', 'product']
    #stop: (() => void) | null = null

    connectedCallback(): void {
      this.#stop ??= mountBlock(this, world)
    }
    disconnectedCallback(): void {
      this.#stop?.()
      this.#stop = null
    }
    attributeChangedCallback(_name: string, before: string | null): void {
      // Attributes set while parsing are not a change; a framework that reuses the element for another product is.
      if (before === null || !this.isConnected) return
      this.disconnectedCallback()
      this.connectedCallback()
    }
  }
  if (!customElements.get('vicino-block')) customElements.define('vicino-block', VicinoBlock)
}

/** Mounts every `data-vicino-placement` element of the page that is not mounted yet. */
export function mountMarked(world: BlockWorld): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-vicino-placement]')) {
    if (mounted.has(element)) continue
    mounted.add(element)
    mountBlock(element, world)
  }
}
