import * as z from 'zod'
import { findProduct } from '../catalog/catalog.ts'

/** A change to one line of the cart, for something the shop has in this size and colour. */
export const CartChange = z
  .object({
    product: z.string(),
    size: z.string(),
    colour: z.string(),
    quantity: z.coerce.number().int().min(-20).max(20).default(1),
  })
  .refine(({ product: id, size, colour, quantity }) => {
    const product = findProduct(id)
    if (!product?.colours.some((name) => name === colour)) return false
    const pieces = Object.hasOwn(product.sizes, size) ? product.sizes[size] : undefined
    return pieces !== undefined && (quantity < 0 || pieces > 0)
  })

const Email = z.string().trim().toLowerCase().max(120).pipe(z.email())

export const CheckoutForm = z.object({ name: z.string().trim().min(1).max(120), email: Email })

export const LoginForm = z.object({ email: Email, password: z.string().max(60) })
