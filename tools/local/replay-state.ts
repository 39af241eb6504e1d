import { readFileSync, writeFileSync } from 'node:fs'
import type { ItemRow } from '../../demo/replay/items.ts'
import type { Product } from '../../shared/schema/product.ts'
import { SetupError } from '../setup/step.mjs'

/** What `npm run replay` leaves and `npm start -- --shop replay` opens: objects, KV, R2, and the items for the shop. */
export const REPLAY_STATE = '.vicino/replay'
const itemsFile = `${REPLAY_STATE}/items.json`

export function writeReplayItems(products: readonly Product[]): void {
  const rows = products.map(({ id, price, category }): ItemRow => [id, price.amount, category ?? ''])
  writeFileSync(itemsFile, JSON.stringify(rows))
}

/** The items as the shop's binding takes them; a SetupError where nothing was replayed. */
export function readReplayItems(): string {
  try {
    return readFileSync(itemsFile, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new SetupError('Nothing was replayed yet; run npm run replay -- <train.tsv.gz> first')
  }
}
