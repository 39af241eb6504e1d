import type { ClientSettings } from './settings.ts'

/** The script tag as read-settings needs it; `document.currentScript` fits. */
export interface Tag {
  src: string
  dataset: Readonly<Record<string, string | undefined>>
}

/** Everything that steers one page: the shop's settings and the tag's own switches. */
export interface PageSettings extends ClientSettings {
  /** What is captured by itself: `page`, `product`, `cart`. */
  auto: string[]
  /** Name of the global `dataLayer` array. */
  dataLayer: string
  isSpa: boolean
  /** How late (ms) an answer may still fill a block that is in view. */
  blockWaitMs: number
  isDebug: boolean
}

/**
 * Joins the inlined settings with the tag's `data-` attributes; the tag wins. Without a key there is nothing to
 * talk to: null. A script served without settings knows no shop name, so its storage is named after the key.
 */
export function readSettings(inlined: Partial<ClientSettings> | undefined, tag: Tag): PageSettings | null {
  const { dataset } = tag
  const key = dataset.key ?? inlined?.key
  if (!key) return null
  const consent = { version: '1', ...inlined?.consent }
  const mode = dataset.consent ?? consent.mode
  return {
    currency: 'EUR',
    languages: [],
    ...inlined,
    shop: inlined?.shop ?? key,
    key,
    endpoint: new URL(dataset.endpoint || inlined?.endpoint || '/', tag.src).href.replace(/\/$/, ''),
    // Every mode but our own banner waits for the shop's word: asking twice is worse than asking late.
    consent: { ...consent, mode: !mode || mode === 'own' ? 'own' : 'manual' },
    auto: (dataset.auto ?? 'page product cart').split(/[\s,]+/),
    dataLayer: dataset.datalayer || 'dataLayer',
    isSpa: dataset.spa !== 'off',
    blockWaitMs: /^\d+$/.test(dataset.blockWait ?? '') ? Number(dataset.blockWait) : 300,
    isDebug: dataset.debug !== undefined && dataset.debug !== 'off',
  }
}
