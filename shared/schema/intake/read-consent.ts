import { clipText } from '../../lib/clip-text.ts'
import type { ConsentRecord, ConsentStatement, MarketingChannel } from '../consent.ts'
import { isPlainObject } from './plain-object.ts'

/** Segment's `categoryPreferences` are named by each shop; these are the usual names of each purpose. */
const CATEGORY_NAMES: Readonly<Record<string, 'analytics' | 'personalization' | 'marketing'>> = {
  analytics: 'analytics',
  statistics: 'analytics',
  performance: 'analytics',
  personalization: 'personalization',
  personalisation: 'personalization',
  preferences: 'personalization',
  functional: 'personalization',
  marketing: 'marketing',
  advertising: 'marketing',
}

const CHANNELS: readonly MarketingChannel[] = ['email', 'sms', 'push', 'call', 'post', 'ads']
const RECORD_TEXTS = ['id', 'at', 'version', 'textHash', 'language', 'tcString'] as const
const RECORD_SOURCES: readonly unknown[] = ['banner', 'cmp', 'api', 'server']
/** A TC string of today takes about 1,000 characters. */
const RECORD_TEXT_LENGTH = 4096

/**
 * What a sender states about consent, from our own form or from Segment's `categoryPreferences`; undefined where
 * nothing is stated. Only `true` grants: anything unclear reads as not granted, nothing unknown is carried along.
 */
export function readConsent(value: unknown): ConsentStatement | undefined {
  if (!isPlainObject(value)) return undefined
  const record = readRecord(value.record)
  if (isPlainObject(value.categoryPreferences)) {
    const granted = readCategories(value.categoryPreferences)
    return granted && { ...granted, ...(record && { record }) }
  }
  if (!('analytics' in value || 'personalization' in value || 'marketing' in value)) return undefined
  return {
    analytics: value.analytics === true,
    personalization: value.personalization === true,
    marketing: readMarketing(value.marketing),
    ...(record && { record }),
  }
}

/** Two categories of one purpose must both be granted: a shop that splits them lets people say no to one. */
function readCategories(preferences: Record<string, unknown>): ConsentStatement | undefined {
  const granted: ConsentStatement = {}
  let isStated = false
  for (const [category, choice] of Object.entries(preferences)) {
    const purpose = CATEGORY_NAMES[category.trim().toLowerCase()]
    if (!purpose) continue
    isStated = true
    granted[purpose] = choice === true && granted[purpose] !== false
  }
  return isStated ? granted : undefined
}

function readMarketing(value: unknown): boolean | Partial<Record<MarketingChannel, boolean>> {
  if (!isPlainObject(value)) return value === true
  return Object.fromEntries(
    CHANNELS.filter((channel) => value[channel] === true).map((channel) => [channel, true]),
  )
}

function readRecord(value: unknown): ConsentRecord | undefined {
  if (!isPlainObject(value)) return undefined
  const record: ConsentRecord = {}
  for (const name of RECORD_TEXTS) {
    const text = value[name]
    if (typeof text === 'string') record[name] = clipText(text, RECORD_TEXT_LENGTH)
  }
  if (RECORD_SOURCES.includes(value.source))
    record.source = value.source as NonNullable<ConsentRecord['source']>
  if (typeof value.gpc === 'boolean') record.gpc = value.gpc
  return Object.keys(record).length > 0 ? record : undefined
}
