import type { DecideReply, PageContext } from '../shared/schema/decide.ts'
import type { VicinoApi } from './api.ts'
import { defineBlock, mountMarked } from './blocks/define-block.ts'
import { type BlockWorld, shownBy } from './blocks/mount-block.ts'
import { captureProduct } from './capture/capture-product.ts'
import { pageContext, pageLanguage, statedByBody } from './capture/page-context.ts'
import { pageProperties } from './capture/page-properties.ts'
import { watchDataLayer } from './capture/watch-data-layer.ts'
import { watchNavigation } from './capture/watch-navigation.ts'
import { askConsent } from './consent/ask-consent.ts'
import { purposeStates } from './consent/choice.ts'
import { debugTo } from './lib/debug.ts'
import { emit } from './lib/emit.ts'
import { guard } from './lib/guard.ts'
import { messageId } from './lib/message-id.ts'
import { openRoad } from './open-road.ts'
import type { PageSettings } from './read-settings.ts'
import type { OutgoingEvent, Receipt } from './send/parcel.ts'

/** Events that tell what kind of page they happen on. */
const PAGE_TYPES: Record<string, PageContext['type']> = {
  products_searched: 'search',
  cart_viewed: 'cart',
  checkout_started: 'checkout',
  order_completed: 'order',
}

/** Sets the script to work on one page: consent, capture, road, blocks. Returns what the shop may call. */
export function start(settings: PageSettings): VicinoApi {
  const language = pageLanguage(document.documentElement.lang, settings.languages)
  const gpc = !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
  const { consent, sender, startAnew } = openRoad(settings, gpc)
  let stated: Partial<PageContext> = {}
  let seen: Partial<PageContext> = {}
  let referrer = document.referrer

  const captures = (what: string) => settings.auto.includes(what)
  const here = () => pageProperties(referrer)
  const context = (more?: Partial<PageContext>) =>
    pageContext({
      url: location.href,
      width: innerWidth,
      language,
      languages: settings.languages,
      seen,
      stated: { ...statedByBody(document.body.dataset), ...stated, ...more },
    })

  function post(event: Omit<OutgoingEvent, 'messageId' | 'timestamp'>, proof?: string): Promise<Receipt> {
    const now = Date.now()
    return sender.post({ ...event, messageId: messageId(now), timestamp: new Date(now).toISOString() }, proof)
  }
  function track(event: string, properties: Record<string, unknown> = {}): Promise<Receipt> {
    if (properties.product_id && event === 'product_viewed') {
      seen = { ...seen, type: 'product', product: String(properties.product_id) }
    } else if (PAGE_TYPES[event]) seen = { type: PAGE_TYPES[event], ...seen }
    return post({ type: 'track', event, properties, context: { page: here(), locale: navigator.language } })
  }
  const product = captureProduct((properties) => track('product_viewed', { ...properties }))

  function viewPage(): Promise<Receipt> {
    return post({ type: 'page', properties: here(), context: { locale: navigator.language } })
  }
  async function ask(placement: string, page: PageContext): Promise<DecideReply | null> {
    const reply = await sender.ask(placement, page)
    const block = reply?.blocks?.[placement]
    if (block) emit('decision:made', shownBy(placement, block))
    return reply
  }
  const world: BlockWorld = {
    decide: async (placement, id) =>
      (await ask(placement, context(id ? { product: id } : {})))?.blocks?.[placement],
    track: (event, properties) => void track(event, properties),
    placements: settings.placements,
    locale: document.documentElement.lang || language,
    waitMs: settings.blockWaitMs,
  }

  function readPage(): void {
    if (captures('page')) viewPage()
    if (captures('product')) guard(product.read)
    mountMarked(world)
  }

  // Views and questions of one task leave as one request. `dataLayer` first: it may tell the product better.
  if (captures('cart') && settings.dataLayer !== 'off') {
    watchDataLayer(settings.dataLayer, ({ event, properties }) => {
      if (event !== 'product_viewed' || product.isNew(properties.product_id)) track(event, properties)
    })
  }
  readPage()
  defineBlock(world)
  askConsent({ settings, consent, language, gpc })
  if (consent.isIdentified()) sender.recover()

  watchNavigation(settings.isSpa, (cause) => {
    if (cause === 'restored') consent.reload()
    else [stated, seen] = [{}, {}]
    product.turnPage(cause === 'restored')
    readPage()
    referrer = location.href
  })
  if (settings.isDebug) debugTo(console)
  queueMicrotask(() => emit('ready', { shop: settings.shop }))

  return {
    track,
    async identify(userId, traits = {}, options) {
      return post({ type: 'identify', userId, traits, context: { page: here() } }, options?.proof)
    },
    async page(page = {}) {
      stated = page
      mountMarked(world)
      return viewPage()
    },
    async consent(answer) {
      if (answer) consent.choose(answer, { source: 'api', language })
      return purposeStates(consent.choice)
    },
    async decide(placements, page) {
      const at = context(page)
      const replies = await Promise.all([placements].flat().map((placement) => ask(placement, at)))
      return Object.assign({}, ...replies.map((reply) => reply?.blocks))
    },
    async reset() {
      await track('signed_out')
      startAnew()
    },
    async forget() {
      consent.choose({ analytics: false, marketing: false }, { source: 'api', language })
    },
    async ready(callback) {
      callback?.()
    },
    async debug(isOn = true) {
      debugTo(isOn ? console : null)
    },
  }
}
