import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { CsvReader } from '../../shared/exchange/csv/csv-reader.ts'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { readRecord, settled } from './stored.ts'

const edge = useEdge()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Ada takes mail and ads, Bob nothing, Cyd was never asked, Dan takes mail alone; Eve is a formula. */
const CONTACTS = `Customer ID,Email,Phone,First Name,Last Name,City,Postcode,Country,Level,Newsletter,Ads Consent,Created At
C-1,A.da.B@gmail.com,+39 333 1234567,Ada,De Luca,Roma,00184,Italia,gold,yes,yes,2025-01-01
C-2,bob@b-shop.example,,Bob,Nowak,Kraków,31-002,Polska,gold,no,no,2025-01-01
C-3,cyd@b-shop.example,,Cyd,Smith,Leeds,LS1,UK,gold,,,2025-01-01
C-4,dan@b-shop.example,,Dan,Smith,Leeds,LS1,UK,,yes,,2025-01-01
C-5,eve@b-shop.example,,"=HYPERLINK(""http://x"")",-1+1,@SUM,,,,yes,,2025-01-01`
const IDS = ['C-1', 'C-2', 'C-3', 'C-4', 'C-5']
const QUERY = `as=contacts&timezone=UTC&mapping=${encodeURIComponent('{"columns":{"Level":"trait:tier"}}')}`

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
  await bring(shop, CONTACTS, QUERY)
})

async function bring(
  to: TestShop,
  body: string,
  query: string,
): Promise<{ stored: number; invalid: unknown[] }> {
  const answer = await to.server.post<{ stored: number; invalid: unknown[] }>(`/v1/import?${query}`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  for (const id of IDS) await settled(to, (await readRecord(to, `user_id/${id}`)).profile)
  return answer.body
}

/** A whole export, page by page. */
async function take(from: TestShop, body: object): Promise<string> {
  let text = ''
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer = await from.server.post<string>('/v1/export', { ...body, ...(cursor && { cursor }) })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    text += answer.body
    cursor = answer.headers.get('vicino-cursor')
  }
  return text
}

/** Rows of a CSV export by their first cell. */
async function rowsOf(from: TestShop, body: object): Promise<Record<string, Record<string, string>>> {
  const reader = new CsvReader(',')
  const [header, ...rows] = [...reader.push(await take(from, body)), ...reader.end()]
  return Object.fromEntries(
    rows.map(({ cells }) => [
      cells[0],
      Object.fromEntries(header!.cells.map((name, at) => [name, cells[at]!])),
    ]),
  )
}

describe('to a CRM', () => {
  test('everybody who can be known there, with what they agreed to', async () => {
    const rows = await rowsOf(shop, { as: 'crm' })
    expect(Object.keys(rows).sort()).toEqual(IDS)
    expect(rows['C-1']).toMatchObject({
      email: 'A.da.B@gmail.com',
      first_name: 'Ada',
      email_subscribed: 'yes',
      ads_allowed: 'yes',
      vicino_segments: 'gold',
      // Nobody may write a letter or call.
      city: '',
      phone: '',
    })
    // A withdrawal is told; an address and a name are not.
    expect(rows['C-2']).toMatchObject({
      email: '',
      first_name: '',
      email_subscribed: 'no',
      vicino_segments: '',
    })
    expect(rows['C-3']).toMatchObject({ email: '', email_subscribed: '' })
  })

  test('cells that a spreadsheet would compute are text', async () => {
    const text = await take(shop, { as: 'crm' })
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(text).toContain("'-1+1")
    expect(text).not.toMatch(/(^|,|")[=@]/m)
  })

  test('and back again changes nothing', async () => {
    const records = () => Promise.all(IDS.map((id) => readRecord(shop, `user_id/${id}`)))
    const before = await records()
    const text = await take(shop, { as: 'crm' })
    expect(await bring(shop, text, 'as=contacts')).toMatchObject({ stored: 0, invalid: [] })
    expect(await bring(shop, await take(shop, { as: 'crm', format: 'ndjson' }), 'as=contacts')).toMatchObject(
      {
        stored: 0,
        invalid: [],
      },
    )
    expect(await records()).toEqual(before)
    expect(await take(shop, { as: 'crm' })).toBe(text)
  })

  test('of a segment', async () => {
    const rows = await rowsOf(shop, { as: 'crm', segment: 'gold' })
    expect(Object.keys(rows).sort()).toEqual(['C-1', 'C-2', 'C-3'])
    expect(await rowsOf(shop, { as: 'crm', segment: 'nobody' })).toEqual({})
  })
})

describe('to advertising', () => {
  test('Google’s list: hashed as Google does, and only with consent for ads', async () => {
    const text = await take(shop, { as: 'google-ads', segment: 'gold' })
    expect(text.split('\r\n')).toEqual([
      'Email,Phone,First Name,Last Name,Country,Zip',
      [
        sha256('adab@gmail.com'),
        sha256('+393331234567'),
        sha256('ada'),
        sha256('de luca'),
        'IT',
        '00184',
      ].join(','),
      '',
    ])
  })

  test('Meta’s list has dots in the address and no plus in the number', async () => {
    const [, row = ''] = (await take(shop, { as: 'meta-ads' })).split('\r\n')
    const [email, phone, first, last, city, , zip, country] = row.split(',')
    expect([email, phone, first]).toEqual(['a.da.b@gmail.com', '393331234567', 'ada'].map(sha256))
    expect([last, city, zip, country]).toEqual(['de luca', 'roma', '00184', 'it'].map(sha256))
  })

  test('a data platform learns segments of hashes', async () => {
    const text = await take(shop, { as: 'dmp' })
    expect(text).toBe(
      `email_sha256,phone_sha256,segments\r\n${sha256('a.da.b@gmail.com')},${sha256('393331234567')},gold\r\n`,
    )
  })

  test('a withdrawal counts at once', async () => {
    const shop = await furnishedShop(edge)
    await bring(shop, CONTACTS, QUERY)
    await shop.server.post('/v1/identify', {
      userId: 'C-1',
      context: { consent: { marketing: { ads: false } } },
    })
    expect(await take(shop, { as: 'google-ads' })).toBe('Email,Phone,First Name,Last Name,Country,Zip\r\n')
  })
})

test('tags of the shop’s own system', async () => {
  expect(await take(shop, { as: 'tags', segment: 'gold' })).toBe(
    'Customer ID,Email,Tags\r\nC-1,A.da.B@gmail.com,vicino:gold\r\n',
  )
  expect(await take(shop, { as: 'tags', segment: 'gold', system: 'prestashop' })).toContain(
    'C-1,A.da.B@gmail.com,gold',
  )
})

describe('refused', () => {
  test.each([
    [{}, 'invalid-export'],
    [{ as: 'everything' }, 'invalid-export'],
    [{ as: 'crm', format: 'xml' }, 'invalid-export'],
    [{ as: 'crm', more: 1 }, 'invalid-export'],
    [{ as: 'crm', cursor: '99.p_1' }, 'invalid-cursor'],
    [{ as: 'crm', cursor: "0.' OR 1=1" }, 'invalid-cursor'],
  ])('%j', async (body, code) => {
    expect(await shop.server.post('/v1/export', body)).toMatchObject({ status: 400, body: { code } })
  })

  test('a page’s key', async () => {
    expect((await shop.browser.post('/v1/export', { as: 'crm' })).status).toBe(403)
  })

  test('nobody who was erased is in it', async () => {
    const shop = await furnishedShop(edge)
    await bring(shop, CONTACTS, QUERY)
    const { profile } = await readRecord(shop, 'user_id/C-1')
    await shop.server.delete(`/v1/profiles/${profile}`)
    expect(await take(shop, { as: 'crm' })).not.toContain('C-1')
  })
})
