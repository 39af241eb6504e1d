import { describe, expect, test } from 'vitest'
import { readRows } from '../../../../../shared/exchange/import/read-file.ts'
import { columnsOf } from '../../../../../shared/exchange/import/recognise.ts'
import { rowOf } from '../../../../../shared/exchange/import/row.ts'
import type { EventKind } from '../../../../../shared/exchange/import/rows-to-events.ts'
import type { ImportSettings } from '../../../../../shared/exchange/import/settings.ts'
import { LIMITS } from '../../../../../shared/schema/intake/limits.ts'
import { readItem } from '../../../../../shared/schema/intake/read-item.ts'

const AT = Date.UTC(2026, 10, 20)

/** A table of texts, cells by `|`, as events. */
function read(kind: EventKind, table: string, more: Partial<ImportSettings> = {}) {
  const [header, ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const columns = columnsOf(kind, header!)
  const rows = lines.map((cells, at) => rowOf(columns, cells, at + 2))
  const settings = { kind, source: 'test', currency: 'EUR', timezone: 'UTC', at: AT, ...more }
  const { events, refused, skipped } = readRows(kind, rows, settings)
  return { calls: events.map(({ call }) => call), refused, skipped }
}

const orders = (table: string, more?: Partial<ImportSettings>) => read('orders', table, more)

describe('contacts', () => {
  test('state traits as of the file, under the names they are written by', () => {
    const { calls } = read(
      'contacts',
      'Customer ID|Email|First Name|City|Birthday\nC-1|Ada@Example.com|Ada||31/12/1990',
    )
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      type: 'identify',
      userId: 'C-1',
      timestamp: '2026-11-20T00:00:00.000Z',
      traits: { email: 'Ada@Example.com', first_name: 'Ada', birthday: '1990-12-31' },
      context: { imported: true, source: 'test', traits: { email: 'Ada@Example.com' } },
    })
    expect(calls[0]!.traits).not.toHaveProperty('city')
  })

  test('a yes is as old as it says, a no as new as the file, and blank says nothing', () => {
    const { calls } = read(
      'contacts',
      `Email|Newsletter|Accepts SMS Marketing|Opt-in Date
a@x.example|yes|no|2025-01-02
b@x.example|tak||
c@x.example||`,
    )
    expect(calls.map(({ traits, context }) => [traits?.email, context.consent])).toEqual([
      [
        'a@x.example',
        { marketing: { email: true }, record: { at: '2025-01-02T00:00:00.000Z', source: 'import' } },
      ],
      [
        undefined,
        { marketing: { sms: false }, record: { at: '2026-11-20T00:00:00.000Z', source: 'import' } },
      ],
      [
        'b@x.example',
        { marketing: { email: true }, record: { at: '1970-01-01T00:00:00.000Z', source: 'import' } },
      ],
      ['c@x.example', undefined],
    ])
  })

  test('who opted out has, whatever else the row says', () => {
    const { calls } = read('contacts', 'Email|Newsletter|Email Opt Out\na@x.example|yes|1')
    expect(calls[0]!.context.consent?.marketing).toEqual({ email: false })
  })

  test.each([
    ['nobody', 'Email|First Name\n|Ada', '', 'names nobody'],
    ['no address', 'Email|First Name\nada|Ada', 'email', 'not an e-mail address'],
    ['no yes or no', 'Email|Newsletter\na@x.example|maybe', 'email_subscribed', 'neither yes nor no'],
    ['no date', 'Email|Created At\na@x.example|soon', 'created_at', 'not a date'],
  ])('%s is refused by line and column', (_name, table, field, reason) => {
    expect(read('contacts', table).refused).toEqual([
      { line: 2, field, reason: expect.stringContaining(reason) },
    ])
  })
})

describe('orders', () => {
  const LINES = `Name|Email|Financial Status|Currency|Total|Discount Amount|Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku
#1|ada@x.example|paid|EUR|59.90|0.00|2026-03-01 10:20:30 +0100|1|Boot|49.90|B-7
#1|||||||2|Sock|5.00|S-1
#2|bob@x.example|paid|EUR|5.00|1.00|2026-03-02 10:00:00 +0100|1|Sock|6.00|S-1`

  test('of several rows are one event each, in minor units', () => {
    const { calls } = orders(LINES)
    const bought = calls.filter(({ event }) => event === 'order_completed')
    expect(bought.map(({ messageId }) => messageId)).toEqual(['order_completed:#1', 'order_completed:#2'])
    expect(bought[0]).toMatchObject({
      timestamp: '2026-03-01T09:20:30.000Z',
      properties: {
        order_id: '#1',
        total: { amount: 5990, currency: 'EUR' },
        products: [
          { product_id: 'B-7', quantity: 1, price: { amount: 4990, currency: 'EUR' } },
          { product_id: 'S-1', quantity: 2, price: { amount: 500, currency: 'EUR' } },
        ],
      },
    })
    expect(bought[0]!.properties).not.toHaveProperty('discount')
    expect(bought[1]!.properties).toMatchObject({ discount: { amount: 100, currency: 'EUR' } })
  })

  test('rows of an order need not follow each other', () => {
    const [header, first, second, other] = LINES.split('\n')
    const { calls } = orders([header, first, other, second].join('\n'))
    expect(calls).toEqual(orders(LINES).calls)
  })

  test.each([
    ['Spedito', ['order_completed']],
    ['Anulowane', ['order_completed', 'order_cancelled']],
    ['wc-refunded', undefined],
    ['Rimborsato', ['order_completed', 'order_refunded']],
    ['Oczekujące na płatność', []],
  ])('status %s', (status, names) => {
    const { calls, refused } = orders(
      `Order ID|Date|Status|Customer ID|Total\nO-1|2026-03-01|${status}|C-1|10`,
    )
    if (names) expect(calls.filter(({ type }) => type === 'track').map(({ event }) => event)).toEqual(names)
    else
      expect(refused[0]).toMatchObject({
        line: 2,
        field: 'status',
        reason: expect.stringContaining('"values"'),
      })
  })

  test('a mapping says what a word means', () => {
    const { calls } = orders('Order ID|Date|Status|Customer ID|Total\nO-1|2026-03-01|wc-done|C-1|10', {
      values: { status: { 'wc-done': 'completed' } },
    })
    expect(calls.map(({ event }) => event)).toEqual(['order_completed'])
  })

  test('a whole refund takes the order back, a part says not of what', () => {
    const table = (refunded: string) =>
      `Order ID|Date|Customer ID|Total|Refunded Amount\nO-1|2026-03-01|C-1|10.00|${refunded}`
    expect(orders(table('-10.00')).calls.map(({ event }) => event)).toEqual([
      'order_completed',
      'order_refunded',
    ])
    expect(orders(table('4.00')).calls.map(({ event }) => event)).toEqual(['order_completed'])
  })

  test('one bad line refuses its order, and no other', () => {
    const { calls, refused } = orders(LINES.replace('2|Sock', 'two|Sock'))
    expect(refused).toEqual([2, 3].map((line) => ({ line, field: 'quantity', reason: expect.any(String) })))
    expect(calls.map(({ event }) => event).filter(Boolean)).toEqual(['order_completed'])
  })

  test('a receipt’s number is its till’s', () => {
    const { calls } = read(
      'receipts',
      `Numero scontrino|Data|Ora|Negozio|Cassa|Carta fedeltà|Totale
17|23/11/2026|18:05|Roma|2|T-9|12,50
17|23/11/2026|18:05|Roma|3|T-9|8,00`,
      { timezone: 'Europe/Rome' },
    )
    expect(
      calls.map(({ properties, timestamp, userId }) => [properties?.order_id, timestamp, userId]),
    ).toEqual([
      ['Roma/2/2026-11-23/17', '2026-11-23T17:05:00.000Z', 'T-9'],
      ['Roma/3/2026-11-23/17', '2026-11-23T17:05:00.000Z', 'T-9'],
    ])
  })
})

describe('what else is known', () => {
  test.each<[EventKind, string, string[]]>([
    [
      'engagement',
      'Email|Event|Date\na@x.example|Opened Email|2026-01-01\na@x.example|Clic|2026-01-02',
      ['email_opened', 'email_clicked'],
    ],
    ['calls', 'Call ID|Phone Number|Date|Duration\n1|+39333|2026-01-01|1:35', ['call_completed']],
    ['chats', 'Chat ID|Email|Date|Message\n1|a@x.example|2026-01-01|hello', ['chat_completed']],
    [
      'tickets',
      'Ticket ID|Email|Date|Closed Date|Subject\n1|a@x.example|2026-01-01|2026-01-02|late',
      ['ticket_opened', 'ticket_closed'],
    ],
    ['notes', 'Email|Date|Note\na@x.example|2026-01-01|likes boots', ['note_added']],
    ['segments', 'Cookie ID|Segment|Platform\nabc|runners|meta', ['segment_assigned']],
  ])('%s', (kind, table, names) => {
    const { calls, refused } = read(kind, table)
    expect(refused).toEqual([])
    expect(calls.map(({ event }) => event)).toEqual(names)
  })

  test('who unsubscribes withdraws', () => {
    const { calls } = read('engagement', 'Email|Event|Date\na@x.example|Unsubscribed|2026-01-01')
    expect(calls[0]!.context.consent).toEqual({
      marketing: { email: false },
      record: { at: '2026-01-01T00:00:00.000Z', source: 'import' },
    })
  })

  test('seconds of a call, and the end of a bought segment', () => {
    expect(
      read('calls', 'Phone|Date|Duration\n+39333|2026-01-01|00:01:35').calls[0]!.properties,
    ).toMatchObject({
      duration_seconds: 95,
    })
    expect(
      read('segments', 'Cookie ID|Segment|Date\nabc|runners|2026-01-01').calls[0]!.properties,
    ).toMatchObject({
      expires_at: '2026-01-31T00:00:00.000Z',
    })
  })
})

test('the same rows have the same ids, other rows others, and intake takes all of them', () => {
  const table = `Email|Event|Date|Subject Line
a@x.example|opened|2026-01-01|one
a@x.example|opened|2026-01-01|two`
  const ids = () => read('engagement', table).calls.map(({ messageId }) => messageId)
  expect(ids()).toEqual(ids())
  expect(new Set(ids()).size).toBe(2)
  for (const call of read('engagement', table).calls) {
    const item = readItem(call, JSON.stringify(call), {
      index: 0,
      receivedAt: AT + 1e9,
      isSecret: true,
      mintMessageId: () => '',
    })
    expect(item).toMatchObject({ event: { messageId: call.messageId, time: Date.parse(call.timestamp) } })
    expect(call.messageId.length).toBeLessThanOrEqual(LIMITS.messageIdLength)
  }
})
