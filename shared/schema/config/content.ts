import * as z from 'zod'
import { strict } from './strict.ts'
import { Address, Addresses, Text } from './values.ts'

/** What a banner says, in every language of the shop. Shown as text, never as HTML. */
export const content = {
  title: Text,
  text: Text.optional(),
  image: Address.optional(),
  altText: Text.optional(),
  link: Addresses.optional(),
  button: Text.optional(),
}

export const Content = strict(content)
export type Content = z.infer<typeof Content>

/** One version of a campaign: a banner, and the pool a personal coupon code is drawn from. */
export const Variant = strict({ ...content, coupons: z.string().min(1).optional() })
export type Variant = z.infer<typeof Variant>
