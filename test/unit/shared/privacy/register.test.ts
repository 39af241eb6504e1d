import { expect, test } from 'vitest'
import { processingRegister } from '../../../../shared/privacy/register.ts'
import { registerMarkdown } from '../../../../shared/privacy/register-markdown.ts'
import type { Config } from '../../../../shared/schema/config/config.ts'
import type { Setup } from '../../../../shared/schema/config/setup.ts'

const config: Config = {
  shop: { name: 'Boots | & | more', currency: 'EUR', timezone: 'UTC', languages: ['en'] },
  keep: { behaviour: '90d' },
}
const setup: Setup = {
  sendTo: { crm: { type: 'webhook', url: 'https://crm.example.com/hooks?token=1', secret: 'env:CRM' } },
  fields: { shoe_size: { type: 'number', personal: true, purpose: 'personalization' } },
  jurisdiction: 'eu',
}
const made = (more: Partial<Setup> = {}) =>
  processingRegister({ shop: 'boots', configVersion: 3, config, setup: { ...setup, ...more } })

test('a destination is a recipient by its host, without what else its address says', () => {
  expect(made().recipients).toMatchObject([{ name: 'crm', type: 'webhook', address: 'crm.example.com' }])
  expect(JSON.stringify(made())).not.toMatch(/token|env:CRM/)
  expect(made({ sendTo: {} }).recipients).toEqual([])
})

test('what config and setup say of purposes, places and time is in it', () => {
  const { processing, retention, places } = made()
  const personal = processing.find(({ purpose }) => purpose === 'personalization')
  expect(personal?.categories).toContain('shoe_size, personal')
  expect(retention).toContainEqual({ what: 'behaviour', kept: '90d' })
  expect(places).toBe('jurisdiction eu')
  expect(made({ consent: { unstated: 'analytics' } }).processing[0]?.legalBasis).toContain(
    'as the shop decided',
  )
})

test('devices are named where the shop links them', () => {
  expect(JSON.stringify(made())).not.toContain('devices of probably one person')
  const { processing, retention } = made({ devices: { link: true } })
  const personal = processing.find(({ purpose }) => purpose === 'personalization')
  expect(personal?.categories.join()).toContain('devices of probably one person')
  expect(retention).toContainEqual({ what: 'where devices were, by pseudonym', kept: '28 days' })
})

test('no name breaks the document', () => {
  const text = registerMarkdown(made())
  expect(text).toContain('# Register of processing: Boots \\| & \\| more')
  expect(text.split('\n').filter((line) => line.startsWith('| crm'))).toHaveLength(1)
})
