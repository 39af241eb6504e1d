import { DurableObject } from 'cloudflare:workers'
import type { DemoEnv } from '../env.ts'
import { refundedOrder, returnLines } from '../orders/refund.ts'
import { completedOrder, type OrderReport } from '../orders/report.ts'
import type { CartLine, Customer, Order, VisitorState } from './contract.ts'

const RETRY_MS = 5_000
const RETRY_MAX_MS = 600_000

/**
 * The shop's memory: one object per visitor's session (cart, who signed in, orders just placed) and one per customer
 * (orders to look back on). What Vicino must hear of an order waits in `outbox`, written together with the order and
 * sent by the alarm until Vicino has answered, so a confirmation is late at worst, never lost.
 */
export class ShopState extends DurableObject<DemoEnv> {
  readonly #sql: SqlStorage

  constructor(state: DurableObjectState, env: DemoEnv) {
    super(state, env)
    this.#sql = state.storage.sql
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, json TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, placed_at INTEGER NOT NULL, json TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
    `)
  }

  visitor(): VisitorState {
    return { cart: this.#read<CartLine[]>('cart') ?? [], customer: this.#read<Customer>('customer') }
  }

  /** Adds pieces to a line of the cart; a negative number takes some out, and an empty line goes. */
  changeCart({ product, size, colour, quantity }: CartLine): VisitorState {
    const { cart } = this.visitor()
    const isSame = (line: CartLine) =>
      line.product === product && line.size === size && line.colour === colour
    const before = cart.find(isSame)?.quantity ?? 0
    const after = { product, size, colour, quantity: Math.min(20, before + quantity) }
    const changed = before > 0 ? cart.map((line) => (isSame(line) ? after : line)) : [...cart, after]
    this.#write(
      'cart',
      changed.filter((line) => line.quantity > 0),
    )
    return this.visitor()
  }

  signIn(customer: Customer): void {
    this.#write('customer', customer)
  }

  signOut(): void {
    this.#sql.exec('DELETE FROM facts WHERE name = ?', 'customer')
  }

  /** Turns the cart into an order and queues its confirmation, all in one transaction. */
  async placeOrder(order: Order, handle: string | null): Promise<void> {
    this.#keep(order)
    this.#write('cart', [])
    await this.#queue(completedOrder(order, handle))
  }

  /** The customer's own copy of an order placed in a session. */
  keepOrder(order: Order): void {
    this.#keep(order)
  }

  order(id: string): Order | null {
    const row = this.#sql.exec<{ json: string }>('SELECT json FROM orders WHERE id = ?', id).toArray()[0]
    return row ? (JSON.parse(row.json) as Order) : null
  }

  orders(): Order[] {
    return this.#sql
      .exec<{ json: string }>('SELECT json FROM orders ORDER BY placed_at DESC LIMIT 50')
      .toArray()
      .map(({ json }) => JSON.parse(json) as Order)
  }

  /** Sends back the lines with these positions; those already returned, or not there, are left out. */
  async returnOrderLines(id: string, positions: number[]): Promise<void> {
    const order = this.order(id)
    if (!order) return
    const { after, returned } = returnLines(order, positions)
    if (returned.length === 0) return
    this.#keep(after)
    await this.#queue(refundedOrder(after, returned, Date.now()))
  }

  /** Sends what waits, oldest first; what Vicino did not take is tried again later. */
  override async alarm(): Promise<void> {
    const rows = this.#sql
      .exec<{ id: number; json: string; attempts: number }>('SELECT * FROM outbox ORDER BY id LIMIT 50')
      .toArray()
    if (rows.length === 0) return
    const isTaken = await this.#report(rows.map(({ json }) => JSON.parse(json) as OrderReport))
    const ids = JSON.stringify(rows.map(({ id }) => id))
    if (isTaken) this.#sql.exec('DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))', ids)
    else
      this.#sql.exec(
        'UPDATE outbox SET attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(?))',
        ids,
      )
    const wait = isTaken ? 0 : Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** rows[0]!.attempts)
    if (!isTaken || rows.length === 50) await this.ctx.storage.setAlarm(Date.now() + wait)
  }

  async #report(orders: OrderReport[]): Promise<boolean> {
    try {
      const response = await this.env.VICINO.fetch('https://vicino.internal/v1/orders', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.env.VICINO_SECRET_KEY}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ orders }),
      })
      if (!response.ok)
        console.log(JSON.stringify({ event: 'order_report_refused', status: response.status }))
      return response.ok
    } catch {
      return false // Vicino is not there: the alarm comes again
    }
  }

  async #queue(report: OrderReport): Promise<void> {
    this.#sql.exec('INSERT INTO outbox (json) VALUES (?)', JSON.stringify(report))
    await this.ctx.storage.setAlarm(Date.now())
  }

  #keep(order: Order): void {
    const json = JSON.stringify(order)
    this.#sql.exec(
      'INSERT OR REPLACE INTO orders (id, placed_at, json) VALUES (?, ?, ?)',
      order.id,
      order.placedAt,
      json,
    )
  }

  #read<Fact>(name: string): Fact | null {
    const row = this.#sql.exec<{ json: string }>('SELECT json FROM facts WHERE name = ?', name).toArray()[0]
    return row ? (JSON.parse(row.json) as Fact) : null
  }

  #write(name: string, fact: unknown): void {
    this.#sql.exec('INSERT OR REPLACE INTO facts (name, json) VALUES (?, ?)', name, JSON.stringify(fact))
  }
}
