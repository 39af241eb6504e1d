import { describe, expect, test } from 'vitest'
import { googleRow, metaRow } from '../../../../../shared/exchange/export/ads-lists.ts'
import { CRM_HEADER, crmRow } from '../../../../../shared/exchange/export/crm.ts'
import type { ExportPerson } from '../../../../../shared/exchange/export/export-person.ts'
import { type Leaving, mayExport } from '../../../../../shared/exchange/export/may-export.ts'
import { tagsRow } from '../../../../../shared/exchange/export/shop-tags.ts'
import { columnsOf } from '../../../../../shared/exchange/import/recognise.ts'
import { CONSENT_BITS } from '../../../../../shared/schema/consent.ts'

const { analytics, personalization, email, sms, call, post, ads } = CONSENT_BITS
const KNOWN = analytics | personalization

function person(consent: number, traits: Record<string, unknown> = {}): ExportPerson {
  return {
    profile: 'p_1',
    traits: {
      customer_id: 'C-1',
      email: 'ada@x-shop.example',
      phone: '+48 600 100 200',
      first_name: 'Ada',
      city: 'Łódź',
      ...traits,
    },
    segments: ['vip'],
    consent,
    consents: {},
    orders: { count: 2, spent: { amount: 1250, currency: 'EUR' }, lastAt: 0 },
  }
}

/** What may leave under each consent, and nothing else. */
test.each<[string, number, Leaving[]]>([
  ['nothing', 0, []],
  ['analytics', analytics, []],
  ['personalization', KNOWN, []],
  ['mail alone', email, ['email', 'stated']],
  ['mail, and personalization', KNOWN | email, ['email', 'stated', 'learned']],
  ['texts', sms, ['phone', 'stated']],
  ['calls', call, ['phone', 'stated']],
  ['letters', post, ['address', 'stated']],
  ['ads', analytics | ads, ['stated', 'ads']],
  ['ads, and personalization', KNOWN | ads, ['stated', 'learned', 'ads', 'ads-learned']],
])('who agreed to %s', (_what, consent, allowed) => {
  const all: Leaving[] = ['email', 'phone', 'address', 'stated', 'learned', 'ads', 'ads-learned']
  expect(all.filter((leaving) => mayExport(person(consent), leaving, 1))).toEqual(allowed)
})

test('a person without an id of the shop’s and without an open address is no row', () => {
  expect(crmRow(person(KNOWN, { customer_id: undefined }), 1)).toBeNull()
  expect(crmRow(person(KNOWN | email, { customer_id: undefined }), 1)).not.toBeNull()
})

test('an import knows every column that it should, and takes none of ours for another', () => {
  const columns = columnsOf('contacts', CRM_HEADER)
  for (const [at, name] of CRM_HEADER.entries())
    expect(columns[at], name).toBe(
      name === 'customer_id' ? 'user_id' : name.startsWith('vicino_') ? null : name,
    )
})

describe('lists', () => {
  test.each([
    ['A.Da+shoes@GMail.com', 'ada+shoes@gmail.com', 'a.da+shoes@gmail.com'],
    ['A.Da@other.example', 'a.da@other.example', 'a.da@other.example'],
  ])('%s is another text for each network', (address, google, meta) => {
    expect(googleRow(person(0, { email: address }))![0]).toEqual({ hash: google })
    expect(metaRow(person(0, { email: address }))![0]).toEqual({ hash: meta })
  })

  test('phones have a plus for Google and none for Meta; without a country there may be no number', () => {
    expect(googleRow(person(0))![1]).toEqual({ hash: '+48600100200' })
    expect(metaRow(person(0))![1]).toEqual({ hash: '48600100200' })
    expect(googleRow(person(0, { phone: '600 100 200' }), 'PL')![1]).toEqual({ hash: '+48600100200' })
    expect(googleRow(person(0, { phone: '600 100 200' }))![1]).toEqual({ clear: '' })
  })

  test('Meta takes names and places without punctuation', () => {
    const row = metaRow(
      person(0, {
        last_name: "D'Angelo-Rossi",
        city: 'St. Ives',
        postcode: 'LS1 4AP',
        country: 'UK',
        birthday: '1990-12-31',
        gender: 'Female',
      }),
    )!
    expect(row.slice(3)).toEqual(
      ['dangelorossi', 'stives', undefined, 'ls14ap', 'gb', '19901231', 'f'].map((hash) =>
        hash ? { hash } : { clear: '' },
      ),
    )
  })

  test('who has neither address nor number is on no list', () => {
    const nobody = person(0, { email: 'none', phone: '0000000' })
    expect([googleRow(nobody), metaRow(nobody)]).toEqual([null, null])
  })
})

test('tags replace ours and keep the others', () => {
  const tagged = person(KNOWN | email, { tags: ['wholesale', 'vicino:old'] })
  expect(tagsRow(tagged, 'shopify', 1)).toEqual(['C-1', 'ada@x-shop.example', 'wholesale, vicino:vip'])
  expect(tagsRow(person(email), 'shopify', 1)).toBeNull()
})
