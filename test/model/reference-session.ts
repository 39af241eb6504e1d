import type { SeenEvent } from './reference-features.ts'

const HALF_HOUR = 30 * 60_000

/** Runs of events without a pause of 30 minutes; what others report about a person is no visit. */
export function sessionOf(events: SeenEvent[], now: number) {
  const visits = events.filter(
    ({ name, isTrusted }) =>
      !['consent_changed', 'identified', 'order_refunded', 'order_cancelled'].includes(name) &&
      !(isTrusted && name === 'order_completed'),
  )
  const starts = visits.filter((event, at) => at === 0 || event.time - visits[at - 1]!.time > HALF_HOUR)
  const last = visits.at(-1)
  const current = visits.slice(visits.indexOf(starts.at(-1)!))
  const viewed = current.filter(({ name, products }) => name === 'product_viewed' && products[0])
  const products = viewed.map((event) => event.products[0]!.productId)
  return {
    count: starts.length,
    firstSeenAt: visits[0]?.time ?? null,
    lastSeenAt: last?.time ?? null,
    current:
      last && now - last.time <= HALF_HOUR
        ? {
            startedAt: starts.at(-1)!.time,
            lastAt: last.time,
            pages: current.filter(({ name }) => name === 'page_viewed').length,
            views: viewed.length,
            products: [...new Set(products.toReversed())].toReversed().slice(-20),
            origin: originOf(starts.at(-1)!),
          }
        : null,
  }
}

function originOf({ context }: SeenEvent) {
  const campaign = (context.campaign ?? {}) as Record<string, string>
  const { referrer } = (context.page ?? {}) as Record<string, string>
  return {
    ...(campaign.source && { source: campaign.source }),
    ...(campaign.medium && { medium: campaign.medium }),
    ...(campaign.name && { campaign: campaign.name }),
    ...(referrer && { referrer: new URL(referrer).hostname }),
  }
}
