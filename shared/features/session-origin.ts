import type { FoldEvent } from './fold-event.ts'

/** Where a visit came from. */
export interface SessionOrigin {
  source?: string
  medium?: string
  campaign?: string
  /** Host of the page that led here, where it is another site. */
  referrer?: string
}

const LONGEST = 100

/** Read from Segment's `context.campaign`, else from the address's `utm_` parameters; the referrer without its path. */
export function sessionOrigin({ properties, context }: FoldEvent): SessionOrigin {
  const page = record(context.page)
  const campaign = record(context.campaign)
  const url = text(page.url) ?? text(properties.url) ?? text(properties.page_location) ?? ''
  const referrer = host(text(page.referrer) ?? text(properties.referrer) ?? text(properties.page_referrer))
  return short({
    source: text(campaign.source) ?? parameter(url, 'utm_source'),
    medium: text(campaign.medium) ?? parameter(url, 'utm_medium'),
    campaign: text(campaign.name) ?? parameter(url, 'utm_campaign'),
    referrer: referrer === host(url) ? undefined : referrer,
  })
}

function parameter(url: string, name: string): string | undefined {
  const encoded = new RegExp(`[?&]${name}=([^&#]*)`).exec(url)?.[1]?.replaceAll('+', ' ')
  try {
    return encoded && decodeURIComponent(encoded)
  } catch {
    return encoded // not percent-encoded after all: as it stands
  }
}

function host(url: string | undefined): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url ?? '')?.[1]?.toLowerCase()
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function short(origin: { [Key in keyof SessionOrigin]: string | undefined }): SessionOrigin {
  const entries = Object.entries(origin).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries.map(([key, value]) => [key, value!.slice(0, LONGEST)]))
}
