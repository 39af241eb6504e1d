// `node tools/exchange/generate-files.ts <folder> [contacts] [orders] [seed]`: a shop's customers and orders as its
// systems would export them, the same for the same seed.
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { csvLine } from '../../shared/exchange/csv/csv-line.ts'

export interface GeneratedFiles {
  contacts: string
  orders: string
}

const FIRST = 'Ada Anna Bruno Carla Dario Elena Fabio Giulia Ines Kasia Łukasz Marek Ola Paolo Zofia'.split(
  ' ',
)
const LAST = 'Bianchi Conti De Luca Ferrari Kowalska Nowak Ricci Romano Rossi Wiśniewska Zieliński'.split(' ')
const CITIES = 'Roma Milano Torino Napoli Warszawa Kraków Gdańsk London Leeds'.split(' ')
const END = Date.UTC(2026, 10, 1)
const YEARS_MS = 3 * 365 * 86_400_000
const PRODUCTS = 3000

/** Writes `contacts.csv` and `orders.csv`, orders by date as a shop has them, so a person's are far apart. */
export async function generateFiles(
  folder: string,
  { contacts, orders, seed }: { contacts: number; orders: number; seed: number },
): Promise<GeneratedFiles> {
  mkdirSync(folder, { recursive: true })
  const random = mulberry32(seed)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  const files = { contacts: join(folder, 'contacts.csv'), orders: join(folder, 'orders.csv') }
  await write(files.contacts, function* () {
    yield [
      'Customer ID',
      'First Name',
      'Last Name',
      'Email',
      'Phone',
      'City',
      'Accepts Email Marketing',
      'Created At',
    ]
    for (let id = 1; id <= contacts; id += 1) {
      const [first, last] = [pick(FIRST), pick(LAST)]
      const phone = `+39 3${String(Math.floor(random() * 1e9)).padStart(9, '0')}`
      const createdAt = new Date(END - random() * YEARS_MS).toISOString()
      const email = emailOf(id)
      yield [`C-${id}`, first, last, email, phone, pick(CITIES), random() < 0.6 ? 'yes' : 'no', createdAt]
    }
  })
  await write(files.orders, function* () {
    yield [
      'Order Number',
      'Order Date',
      'Status',
      'Customer ID',
      'Email',
      'SKU',
      'Item Name',
      'Quantity',
      'Item Cost',
      'Order Total',
    ]
    for (let order = 1; order <= orders; order += 1) {
      // A few customers buy most.
      const id = 1 + Math.floor(contacts * random() ** 1.5)
      const product = 1 + Math.floor(PRODUCTS * random() ** 2)
      const quantity = random() < 0.8 ? 1 : 2
      const price = 10 + (product % 190)
      const at = new Date(END - YEARS_MS + (order / orders) * YEARS_MS).toISOString()
      const status = random() < 0.04 ? 'Refunded' : 'Completed'
      const cells = [`O-${order}`, at, status, `C-${id}`, emailOf(id), `P-${product}`, `Product ${product}`]
      yield [...cells, String(quantity), `${price}.90`, `${(price + 0.9) * quantity}`]
    }
  })
  return files
}

function emailOf(id: number): string {
  return `customer.${id}@mail${id % 7}.example.org`
}

async function write(file: string, rows: () => Generator<string[]>): Promise<void> {
  const stream = createWriteStream(file)
  for (const row of rows()) {
    if (!stream.write(csvLine(row))) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
}

/** A small generator of even quality (T. Ettinger, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
