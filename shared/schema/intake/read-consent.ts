import { clipText } from '../../lib/clip-text.ts'
import { CHANNELS, type ChannelWord, type ConsentRecord, type ConsentStatement } from '../consent.ts'
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

const RECORD_TEXTS = ['id', 'at', 'version', 'textHash', 'text', 'language', 'tcString'] as const
const RECORD_SOURCES: readonly unknown[] = ['banner', 'cmp', 'api', 'server', 'link', 'import']
/** A TC string of today takes about 1,000 characters. */
const RECORD_TEXT_LENGTH = 4096

/**
 * What a sender states about consent, from our own form or from Segment's `categoryPreferences`; undefined where
 * nothing is stated. Only what is named is carried along, and only `true` grants: anything unclear is a no.
 */
export function readConsent(value: unknown): ConsentStatement | undefined {
  if (!isPlainObject(value)) return undefined
  const record = readRecord(value.record)
  const stated = isPlainObject(value.categoryPreferences)
    ? readCategories(value.categoryPreferences)
    : readPurposes(value, record)
  return stated && { ...stated, ...(record && { record }) }
}

function readPurposes(
  value: Record<string, unknown>,
  record: ConsentRecord | undefined,
): ConsentStatement | undefined {
  const stated: ConsentStatement = {}
  for (const purpose of ['analytics', 'personalization', 'profiling'] as const)
    if (isNamed(value[purpose])) stated[purpose] = value[purpose] === true
  // What asks about a site's cookies asks about ads alone; its plain yes is none to being called.
  const isAboutCookies = record?.source === 'banner' || record?.source === 'cmp'
  if (isNamed(value.marketing)) stated.marketing = readMarketing(value.marketing, isAboutCookies)
  return Object.keys(stated).length > 0 ? stated : undefined
}

/** Two categories of one purpose must both be granted: a shop that splits them lets people say no to one. */
function readCategories(preferences: Record<string, unknown>): ConsentStatement | undefined {
  const granted: Partial<Record<'analytics' | 'personalization' | 'marketing', boolean>> = {}
  for (const [category, choice] of Object.entries(preferences)) {
    const purpose = CATEGORY_NAMES[category.trim().toLowerCase()]
    if (purpose) granted[purpose] = choice === true && granted[purpose] !== false
  }
  const { marketing, ...purposes } = granted
  if (marketing !== undefined) return { ...purposes, marketing: { ads: marketing } }
  return Object.keys(purposes).length > 0 ? purposes : undefined
}

function readMarketing(value: unknown, isAboutCookies: boolean): NonNullable<ConsentStatement['marketing']> {
  if (!isPlainObject(value)) return isAboutCookies ? { ads: value === true } : value === true
  const words = CHANNELS.filter((channel) => isNamed(value[channel]))
  return Object.fromEntries(words.map((channel) => [channel, readWord(value[channel])]))
}

function readWord(value: unknown): ChannelWord {
  return value === true || value === 'pending' || value === 'confirmed' ? value : false
}

function isNamed(value: unknown): boolean {
  return value !== undefined && value !== null
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
