import * as z from 'zod'
import type { Refusal } from './decide.ts'

const Amount = z.union([
  z.strictObject({ amount: z.int().min(0).max(1e12), currency: z.string().regex(/^[A-Z]{3}$/) }),
  z.number().min(0),
])

const OrderProduct = z.looseObject({
  product_id: z.string().min(1).max(100),
  quantity: z.int().min(1).max(100_000).default(1),
  price: Amount.optional(),
  name: z.string().optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
})

const UploadedOrder = z.looseObject({
  order_id: z.string().min(1).max(100),
  status: z.enum(['completed', 'refunded', 'cancelled']),
  /** Distinguishes several refunds of one order; without it the same words are the same refund. */
  refund_id: z.string().max(60).optional(),
  at: z.string().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  total: Amount.optional(),
  revenue: Amount.optional(),
  products: z.array(OrderProduct).max(1000).optional(),
  /** Value of the handle cookie, which the shop's server sees on its own host. */
  handle: z.string().nullish(),
  userId: z.string().min(1).max(256).optional(),
  anonymousId: z.string().min(1).max(256).optional(),
})
export type UploadedOrder = z.infer<typeof UploadedOrder>

/** Reads what the shop's server says about orders: good ones are kept, each bad one is refused with its pointer. */
export function readOrders(items: readonly unknown[]): {
  accepted: { index: number; order: UploadedOrder }[]
  invalid: Refusal[]
} {
  const accepted: { index: number; order: UploadedOrder }[] = []
  const invalid: Refusal[] = []
  items.forEach((item, index) => {
    const parsed = UploadedOrder.safeParse(item)
    if (parsed.success) accepted.push({ index, order: parsed.data })
    else {
      const issue = parsed.error.issues[0]!
      invalid.push({ index, pointer: `/${issue.path.join('/')}`, reason: issue.message })
    }
  })
  return { accepted, invalid }
}
