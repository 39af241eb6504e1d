import * as z from 'zod'
import type { Refusal } from './decide.ts'
import type { Product } from './product.ts'

const Price = z.strictObject({
  amount: z.int().min(0).max(1e12),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as EUR'),
})

const Text = z.union([z.string(), z.record(z.string(), z.string())])

/** A path of the shop or an http(s) address: what may stand in `href` and `src`. */
const Address = z
  .string()
  .max(2000)
  .regex(/^(\/(?![/\\])|https?:\/\/)\S*$/i, 'expected a path such as /boots or an address with https://')

const Addresses = z.union([Address, z.record(z.string(), Address)])
const Pieces = z.int().min(0)

const UploadedProduct = z.strictObject({
  id: z.string().min(1).max(100),
  title: Text,
  url: Addresses,
  image: Address,
  price: Price,
  listPrice: Price.optional(),
  brand: z.string().max(100).optional(),
  category: z
    .string()
    .max(300)
    .transform((path) =>
      path
        .toLowerCase()
        .split(/\s*[/>]\s*/)
        .filter(Boolean)
        .join('/'),
    )
    .optional(),
  stock: Pieces.optional(),
  sizes: z.record(z.string(), Pieces).optional(),
  rating: z.number().min(0).max(5).optional(),
  reviews: Pieces.optional(),
  marginPercent: z.number().min(-100).max(100).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  addedAt: z.string().optional(),
})

/** Reads a catalogue product by product: good ones are kept, each bad one is refused with its index and pointer. */
export function readProducts(items: readonly unknown[]): { accepted: Product[]; invalid: Refusal[] } {
  const accepted = new Map<string, Product>()
  const invalid: Refusal[] = []
  items.forEach((item, index) => {
    const parsed = UploadedProduct.safeParse(item)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      invalid.push({ index, pointer: `/${issue.path.join('/')}`, reason: issue.message })
    } else if (accepted.has(parsed.data.id)) {
      invalid.push({
        index,
        pointer: '/id',
        reason: `"${parsed.data.id}" is in the list twice; the first is kept`,
      })
    } else {
      accepted.set(parsed.data.id, parsed.data as Product)
    }
  })
  return { accepted: [...accepted.values()], invalid }
}
