import { expect, test } from 'vitest'
import { consentStamp } from '../../../../../shared/schema/consent.ts'
import { readConsent } from '../../../../../shared/schema/intake/read-consent.ts'

test.each<[string, unknown, number | undefined]>([
  ['nothing', undefined, undefined],
  ['null', null, undefined],
  ['a text', 'yes', undefined],
  ['an empty object', {}, undefined],
  ['analytics', { analytics: true }, 1],
  ['a refusal', { analytics: false }, 0],
  ['two purposes', { analytics: true, personalization: true }, 3],
  ['personalization without analytics', { personalization: true }, 0],
  ['all marketing', { analytics: true, marketing: true }, 1 + 4 + 8 + 16 + 32 + 64 + 128],
  ['one channel', { analytics: true, marketing: { email: true, sms: 'true', fax: true } }, 1 + 4],
  ['only true is a yes', { analytics: 'true', personalization: 1 }, 0],
  ['Segment', { categoryPreferences: { Analytics: true, Advertising: false } }, 1],
  ['Segment, other words', { categoryPreferences: { STATISTICS: true, functional: true } }, 3],
  [
    'Segment, two categories of one purpose',
    { categoryPreferences: { analytics: true, performance: false } },
    0,
  ],
  ['Segment, unknown categories', { categoryPreferences: { C0001: true } }, undefined],
  ['a GPC signal takes away ads', { analytics: true, marketing: { ads: true }, record: { gpc: true } }, 1],
])('%s', (_name, value, stamp) => {
  const statement = readConsent(value)
  expect(statement && consentStamp(statement)).toBe(stamp)
})

test.each<[string, object, object]>([
  ['says nothing of what it does not name', { analytics: true }, { analytics: true }],
  [
    'takes double opt-in words',
    { marketing: { email: 'pending', sms: 'confirmed', call: 'yes', post: null } },
    { marketing: { email: 'pending', sms: 'confirmed', call: false } },
  ],
  [
    'of a banner: its plain yes is to ads',
    { marketing: true, record: { source: 'banner' } },
    { marketing: { ads: true }, record: { source: 'banner' } },
  ],
  [
    'of a consent tool: likewise its no',
    { marketing: false, record: { source: 'cmp' } },
    { marketing: { ads: false }, record: { source: 'cmp' } },
  ],
  [
    'of Segment: cookie categories are about ads',
    { categoryPreferences: { Advertising: true, Analytics: true } },
    { analytics: true, marketing: { ads: true } },
  ],
  ['with an objection', { profiling: false }, { profiling: false }],
])('a statement %s', (_name, value, expected) => expect(readConsent(value)).toEqual(expected))

test('of the record only what we know is kept', () => {
  const record = {
    id: 'c1',
    at: '2026-11-22',
    version: 7,
    source: 'banner',
    tcString: 'x'.repeat(5000),
    other: 'y',
  }
  expect(readConsent({ analytics: true, record })?.record).toEqual({
    id: 'c1',
    at: '2026-11-22',
    source: 'banner',
    tcString: 'x'.repeat(4096),
  })
})
