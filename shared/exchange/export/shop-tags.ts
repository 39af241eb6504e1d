import { type ExportPerson, traitText } from './export-person.ts'
import { mayExport } from './may-export.ts'

export const SHOP_SYSTEMS = ['shopify', 'woocommerce', 'prestashop'] as const
export type ShopSystem = (typeof SHOP_SYSTEMS)[number]

/** The columns each system's own customer import asks for. */
export const TAGS_HEADER: Readonly<Record<ShopSystem, readonly string[]>> = {
  shopify: ['Customer ID', 'Email', 'Tags'],
  woocommerce: ['id', 'email', 'meta:vicino_segments'],
  prestashop: ['Customer ID', 'Email', 'Groups (x,y,z...)'],
}

/**
 * A person's segments as tags in the shop's own system, beside the tags they had; null where they may not leave, or
 * nothing leads to the customer.
 */
export function tagsRow(person: ExportPerson, system: ShopSystem, now: number): string[] | null {
  if (!mayExport(person, 'learned', now)) return null
  const id = traitText(person, 'customer_id')
  const email = mayExport(person, 'email', now) ? traitText(person, 'email') : ''
  if (id === '' && email === '') return null
  const tags = person.segments.map((segment) => (system === 'shopify' ? `vicino:${segment}` : segment))
  const before =
    system === 'shopify'
      ? traitText(person, 'tags')
          .split(/\s*,\s*/)
          .filter(Boolean)
      : []
  const kept = before.filter((tag) => !tag.startsWith('vicino:'))
  return [id, email, [...kept, ...tags].join(system === 'shopify' ? ', ' : ',')]
}
