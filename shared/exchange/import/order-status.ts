import { headerKey } from './fields/field.ts'
import { Refused } from './refused.ts'
import type { ImportRow } from './row.ts'
import { type ImportSettings, meant } from './settings.ts'

/** `open`: not an order yet, and left out. */
export type OrderStatus = 'completed' | 'refunded' | 'cancelled' | 'open'

/** What Shopify, WooCommerce and PrestaShop call the states of an order, in English, Italian and Polish. */
const WORDS: Readonly<Record<OrderStatus, string>> = {
  completed: `completed | complete | paid | processing | fulfilled | partially fulfilled | shipped | delivered | partially refunded |
    payment accepted | processing in progress | authorized | partially paid | remote payment accepted |
    pagato | completato | in lavorazione | pagamento accettato | preparazione in corso | in preparazione | spedito | consegnato | evaso |
    oplacone | zaplacone | zakonczone | zrealizowane | w trakcie realizacji | w realizacji | platnosc zaakceptowana |
    przygotowanie w toku | wyslane | wyslano | dostarczone | dostarczono`,
  refunded: 'refunded | rimborsato | zwrocone | zwrot | zwrocono | reso',
  cancelled: 'cancelled | canceled | voided | annullato | cancellato | anulowane | anulowano | anulowany',
  open: `pending | pending payment | on hold | failed | checkout draft | draft | unpaid | expired | payment error |
    awaiting bank wire payment | awaiting check payment | awaiting cash on delivery validation | on backorder not paid |
    in attesa | in attesa di pagamento | sospeso | fallito | errore di pagamento | bozza | in attesa di pagamento con bonifico |
    oczekujace na platnosc | oczekuje na platnosc | oczekujace | wstrzymane | nieudane | blad platnosci | szkic |
    oczekiwanie na platnosc | oczekiwanie na platnosc przelewem`,
}

const STATUS = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words.split('|').map((word) => [headerKey(word), status as OrderStatus]),
  ),
)

/** What became of an order; one whose file does not say was completed. Refuses a word that nobody explained. */
export function orderStatus({ cells }: ImportRow, settings: ImportSettings): OrderStatus {
  const word = cells.status
  if (word === undefined) return cells.cancelled_at === undefined ? 'completed' : 'cancelled'
  const stated = STATUS.get(headerKey(meant(settings, 'status', word)))
  if (!stated) {
    throw new Refused(
      'status',
      `What is \`${word.slice(0, 40)}\`? Say it in the mapping: "values": { "status": { ${JSON.stringify(word.slice(0, 40))}: "completed" } }, or refunded, cancelled, open`,
    )
  }
  return stated === 'completed' && cells.cancelled_at !== undefined ? 'cancelled' : stated
}
