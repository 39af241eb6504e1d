import { expect, test } from 'vitest'
import { columnsOf, missingFields, recogniseKind } from '../../../../../shared/exchange/import/recognise.ts'

/** Headers as the systems export them, and where a few of their columns have to go. */
test.each([
  [
    'HubSpot contacts',
    'contacts',
    'Record ID|First Name|Last Name|Email|Phone Number|Lifecycle Stage|Create Date|Unsubscribed from all email',
    {
      'Record ID': 'user_id',
      'Phone Number': 'phone',
      'Lifecycle Stage': 'lifecycle_stage',
      'Unsubscribed from all email': 'email_opted_out',
    },
  ],
  [
    'Salesforce contacts',
    'contacts',
    'Id|FirstName|LastName|Email|MobilePhone|LeadSource|MailingCity|HasOptedOutOfEmail',
    {
      Id: 'user_id',
      FirstName: 'first_name',
      MobilePhone: 'phone',
      LeadSource: 'lead_source',
      MailingCity: 'city',
      HasOptedOutOfEmail: 'email_opted_out',
    },
  ],
  [
    'Shopify customers',
    'contacts',
    'Customer ID|First Name|Last Name|Email|Accepts Email Marketing|Default Address Company|Default Address City|Default Address Zip|Phone|Accepts SMS Marketing|Total Spent|Tags',
    {
      'Customer ID': 'user_id',
      'Accepts Email Marketing': 'email_subscribed',
      'Default Address Zip': 'postcode',
      'Accepts SMS Marketing': 'sms_subscribed',
      'Total Spent': null,
    },
  ],
  [
    'PrestaShop customers',
    'contacts',
    'ID|Social title|First name|Last name|Email address|Sales|Newsletter|Partner offers|Registration',
    {
      ID: 'user_id',
      'Email address': 'email',
      Newsletter: 'email_subscribed',
      'Partner offers': 'ads_allowed',
      Registration: 'created_at',
    },
  ],
  [
    'PrestaShop clienti',
    'contacts',
    'ID|Titolo di cortesia|Nome|Cognome|Indirizzo email|Newsletter|Offerte dei partner|Iscrizione',
    { Nome: 'first_name', Cognome: 'last_name', 'Indirizzo email': 'email', Iscrizione: 'created_at' },
  ],
  [
    'PrestaShop klienci',
    'contacts',
    'ID|Tytuł grzecznościowy|Imię|Nazwisko|Adres e-mail|Newsletter|Oferty partnerów|Rejestracja',
    {
      Imię: 'first_name',
      'Adres e-mail': 'email',
      'Oferty partnerów': 'ads_allowed',
      Rejestracja: 'created_at',
    },
  ],
  [
    'Shopify orders',
    'orders',
    'Name|Email|Financial Status|Paid at|Currency|Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku|Billing Name|Cancelled at|Refunded Amount|Vendor|Id',
    {
      Name: 'order_id',
      'Created at': 'at',
      'Paid at': null,
      'Lineitem sku': 'product_id',
      'Billing Name': 'name',
      'Refunded Amount': 'refunded',
      Vendor: 'brand',
      Id: null,
    },
  ],
  [
    'WooCommerce orders',
    'orders',
    'Order Number|Order Status|Order Date|First Name (Billing)|Email (Billing)|Phone (Billing)|Cart Discount Amount|Order Total Amount|SKU|Item Name|Quantity|Item Cost|Coupon Code',
    {
      'Order Number': 'order_id',
      'Email (Billing)': 'email',
      'Order Total Amount': 'total',
      'Item Cost': 'price',
    },
  ],
  [
    'PrestaShop ordini',
    'orders',
    'ID|Riferimento|Cliente|Totale|Pagamento|Stato|Data',
    { Riferimento: 'order_id', Totale: 'total', Stato: 'status', Data: 'at' },
  ],
  [
    'zamówienia',
    'orders',
    'Numer zamówienia|Data zamówienia|Status zamówienia|Adres e-mail|Kod produktu|Ilość|Cena|Razem|Waluta',
    { 'Numer zamówienia': 'order_id', Ilość: 'quantity', Razem: 'total', Waluta: 'currency' },
  ],
  [
    'scontrini',
    'receipts',
    'Numero scontrino|Data|Ora|Negozio|Cassa|Carta fedeltà|Codice articolo|Quantità|Prezzo|Totale',
    {
      'Numero scontrino': 'receipt_id',
      Ora: 'time',
      Negozio: 'store',
      Cassa: 'till',
      'Carta fedeltà': 'loyalty_card',
    },
  ],
  [
    'a mailer’s report',
    'engagement',
    'Email|Event|Date|Campaign Name|Subject Line|URL',
    { Event: 'action', Date: 'at', URL: 'link' },
  ],
  [
    'tickets',
    'tickets',
    'Ticket ID|Ticket name|Create date|Close date|Priority|Email',
    { 'Ticket name': 'subject', 'Close date': 'closed_at' },
  ],
  [
    'ad costs',
    'ad-costs',
    'Day|Campaign|Amount spent|Impressions|Clicks|Currency code',
    { Day: 'date', 'Amount spent': 'cost' },
  ],
] as const)('%s', (_name, kind, header, expected) => {
  const names = header.split('|')
  expect(recogniseKind(names)).toBe(kind)
  const columns = columnsOf(kind, names)
  expect(missingFields(kind, columns)).toEqual([])
  expect(
    Object.fromEntries(Object.keys(expected).map((name) => [name, columns[names.indexOf(name)]])),
  ).toEqual(expected)
})

test('a mapping’s word comes first, and takes the field from the column that would have had it', () => {
  const columns = columnsOf('contacts', ['Email', 'Work mail', 'Tier', 'Notes'], {
    'Work mail': 'email',
    Tier: 'trait:tier',
  })
  expect(columns).toEqual([null, 'email', 'trait:tier', null])
})

test('columns that say nothing are of no kind', () => {
  expect(recogniseKind(['foo', 'bar'])).toBeUndefined()
})
