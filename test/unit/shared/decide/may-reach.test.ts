import { expect, test } from 'vitest'
import { mayReach, type Reachable } from '../../../../shared/decide/may-reach.ts'
import type { MarketingChannel, Purpose } from '../../../../shared/schema/consent.ts'

const NOW = 1000
const granted = (at: number): Reachable => ({
  consent: 4,
  consents: { email: { state: 'granted', at, source: 'server', by: 'm' } },
})

test.each<[string, Reachable, MarketingChannel, Purpose, boolean]>([
  ['who agreed to mail', { consent: 1 + 4 }, 'email', 'marketing', true],
  ['by another channel', { consent: 1 + 4 }, 'sms', 'marketing', false],
  ['who agreed to mail alone', { consent: 4 }, 'email', 'marketing', true],
  ['with what they looked at', { consent: 1 + 4 }, 'email', 'personalization', false],
  ['with what they looked at, agreed', { consent: 1 + 2 + 4 }, 'email', 'personalization', true],
  ['with counts', { consent: 4 }, 'email', 'analytics', false],
  ['nobody asked', { consent: 3 }, 'ads', 'marketing', false],
  ['once it was said', granted(NOW), 'email', 'marketing', true],
  ['before it was said', granted(NOW + 1), 'email', 'marketing', false],
])('%s', (_name, person, channel, purpose, expected) =>
  expect(mayReach(person, channel, purpose, NOW)).toBe(expected),
)
