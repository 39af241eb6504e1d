import { field } from './field.ts'
import { PERSON } from './person.ts'

const WHOSE = [
  field(
    'user_id',
    'Customer ID | Customer User ID | User ID | Contact ID | Account ID | ID cliente | Codice cliente | ID klienta | Numer klienta',
  ),
  ...PERSON.filter(({ name }) =>
    ['email', 'phone', 'first_name', 'last_name', 'name', 'country', 'postcode', 'city'].includes(name),
  ),
]

const LINES = [
  field(
    'product_id',
    'Lineitem sku | SKU | Item SKU | Product ID | Product Reference | Codice articolo | Codice prodotto | Riferimento prodotto | Kod produktu | Indeks produktu',
    { isTelling: true },
  ),
  field(
    'product_name',
    'Lineitem name | Item Name | Product Name | Product | Articolo | Prodotto | Nome prodotto | Nazwa produktu | Produkt',
    { isTelling: true },
  ),
  field('category', 'Product Category | Categoria | Reparto | Kategoria'),
  field('brand', 'Vendor | Marca | Marka'),
  field('quantity', 'Lineitem quantity | Item Quantity | Qty | Quantità | Pezzi | Ilość', {
    isTelling: true,
  }),
  field(
    'price',
    'Lineitem price | Item Cost | Unit Price | Prezzo | Prezzo unitario | Cena | Cena jednostkowa',
    { isTelling: true },
  ),
]

const MONEY = [
  field(
    'total',
    'Order Total | Order Total Amount | Grand Total | Amount | Total paid | Totale | Totale ordine | Totale pagato | Importo | Razem | Suma | Kwota | Wartość zamówienia',
    { isTelling: true },
  ),
  field(
    'subtotal',
    'Order Subtotal | Order Subtotal Amount | Revenue | Subtotale | Imponibile | Suma częściowa',
  ),
  field(
    'shipping',
    'Order Shipping | Order Shipping Amount | Shipping Amount | Spedizione | Wysyłka | Dostawa',
  ),
  field('tax', 'Taxes | Order Total Tax | Order Total Tax Amount | IVA | Imposte | VAT | Podatek'),
  field('discount', 'Discount Amount | Cart Discount | Cart Discount Amount | Sconto | Rabat | Zniżka'),
  field('coupon', 'Discount Code | Coupon Code | Coupons | Codice sconto | Buono | Kod rabatowy'),
  field('currency', 'Order Currency | Valuta | Waluta'),
]

/** Shopify, WooCommerce and PrestaShop orders; one row an order, or one a line of it. */
export const ORDERS = [
  field(
    'order_id',
    'Name | Order ID | Order Number | Order | Order No | Reference | Transaction ID | Numero ordine | N. ordine | ID ordine | Ordine | Riferimento | Riferimento ordine | Numer zamówienia | Nr zamówienia | ID zamówienia | Zamówienie | Indeks | ID',
    { isNeeded: true },
  ),
  field(
    'at',
    'Created at | Order Date | Date | Paid at | Processed at | Date created | Purchase Date | Data | Data ordine | Data dell’ordine | Data creazione | Data zamówienia | Data utworzenia | Data złożenia',
    { isNeeded: true },
  ),
  field(
    'status',
    'Financial Status | Order Status | State | Stato | Stato ordine | Stato dell’ordine | Stan | Status zamówienia',
  ),
  field('cancelled_at', 'Cancelled at | Data annullamento | Data anulowania'),
  field(
    'refunded',
    'Refunded Amount | Order Refund Amount | Refund | Importo rimborsato | Rimborso | Kwota zwrotu | Zwrot',
    { isTelling: true },
  ),
  ...WHOSE,
  ...LINES,
  ...MONEY,
]

/** Till receipts. */
export const RECEIPTS = [
  field(
    'receipt_id',
    'Receipt | Receipt Number | Receipt No | Ticket Number | Scontrino | Numero scontrino | N. scontrino | Paragon | Numer paragonu | Nr paragonu',
    { isNeeded: true, isTelling: true },
  ),
  field('at', 'Date | Receipt Date | Data | Data scontrino | Data e ora | Data paragonu | Data i godzina', {
    isNeeded: true,
  }),
  field('time', 'Ora | Time of sale | Godzina'),
  field('store', 'Store ID | Shop | Location | Negozio | Punto vendita | Sklep | Placówka', {
    isTelling: true,
  }),
  field('till', 'Register | POS | Terminal | Cassa | Kasa', { isTelling: true }),
  field(
    'loyalty_card',
    'Loyalty Card | Card Number | Tessera | Carta fedeltà | Karta lojalnościowa | Numer karty',
  ),
  ...WHOSE,
  ...LINES,
  ...MONEY,
]
