import { productsOf } from '../../../shared/schema/event-fields.ts'
import type { ReadEvent } from '../../../shared/schema/intake/read-item.ts'
import type { ProductFacts } from '../../../shared/schema/stored-event.ts'

/** What the catalogue knows of a product now; undefined = it does not know the product. */
export type LookupFacts = (productId: string) => ProductFacts | undefined

/**
 * What the catalogue knows of the one product an event is about. Kept with the event, so that folding it again
 * after the catalogue has changed still gives what it gave then. Lists carry their own facts, or none.
 */
export function factsOf({ name, properties }: ReadEvent, lookup: LookupFacts): ProductFacts | undefined {
  const products = productsOf(name, properties)
  const facts = products.length === 1 ? lookup(products[0]!.productId) : undefined
  if (!facts) return undefined
  const { category, brand } = facts
  if (category === undefined && brand === undefined) return undefined
  return { ...(category !== undefined && { category }), ...(brand !== undefined && { brand }) }
}
