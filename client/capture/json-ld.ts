import { parsePrice } from './parse-price.ts'

/** A product as an event states it, in Segment's field names; money in major units. */
export interface ProductProperties {
  product_id: string
  sku?: string
  name?: string
  category?: string
  brand?: string
  price?: number
  currency?: string
  url?: string
  image_url?: string
}

type Node = Record<string, unknown>

const ID_FIELDS = ['sku', 'productGroupID', 'productID', 'mpn', 'gtin13', 'gtin14', 'gtin12', 'gtin8', 'gtin']

/**
 * The product a page is about, from its JSON-LD blocks (schema.org Product, merchant listing). Where several
 * products stand side by side, the one whose `url` is the page's; lists of products are not a product page.
 */
export function readProduct(blocks: string[], pageUrl: string): ProductProperties | null {
  const products = blocks.flatMap(parse).flatMap(topNodes).filter(isProduct)
  const found = products.length === 1 ? products[0] : products.find((node) => isSamePage(node.url, pageUrl))
  if (!found) return null
  const variants = list(found.hasVariant).filter(isNode)
  const id = ID_FIELDS.map((field) => text(found[field])).find(Boolean) ?? text(variants[0]?.sku)
  if (!id) return null
  const offer = readOffer(
    [found, ...variants].flatMap((node) => list(node.offers)),
    pageUrl,
  )
  return defined({
    product_id: id,
    sku: text(found.sku),
    name: text(found.name),
    category: text(found.category) ?? text(list(found.category).find((entry) => text(entry))),
    brand: text(found.brand) ?? text(first(found.brand)?.name),
    ...offer,
    url: text(found.url),
    image_url: text(list(found.image)[0]) ?? text(first(found.image)?.url),
  })
}

function parse(block: string): unknown[] {
  try {
    return list(JSON.parse(block))
  } catch {
    return [] // one broken block must not hide the others
  }
}

function topNodes(value: unknown): Node[] {
  if (!isNode(value)) return []
  return [value, ...list(value['@graph']).flatMap(topNodes), ...list(value.mainEntity).flatMap(topNodes)]
}

function isProduct(node: Node): boolean {
  return list(node['@type']).some((type) =>
    /^(https?:\/\/schema\.org\/)?(Individual)?Product(Group)?$/.test(String(type)),
  )
}

/** The price of the offer for this very page, else of the first that has one. An AggregateOffer counts from its lowest. */
function readOffer(
  offers: unknown[],
  pageUrl: string,
): { price?: number | undefined; currency?: string | undefined } {
  const nodes = offers.filter(isNode).flatMap((offer) => [offer, ...list(offer.offers).filter(isNode)])
  const priced = nodes
    .map((offer) => {
      const specification = first(offer.priceSpecification)
      return {
        url: offer.url,
        price: parsePrice(offer.price ?? offer.lowPrice ?? specification?.price),
        currency: text(offer.priceCurrency) ?? text(specification?.priceCurrency),
      }
    })
    .filter((offer) => offer.price !== undefined)
  const best = priced.find((offer) => isSamePage(offer.url, pageUrl)) ?? priced[0]
  return { price: best?.price, currency: best?.currency }
}

function isSamePage(url: unknown, pageUrl: string): boolean {
  try {
    const page = new URL(pageUrl)
    const other = new URL(String(url ?? 'about:blank'), page)
    return other.host === page.host && other.pathname.replace(/\/$/, '') === page.pathname.replace(/\/$/, '')
  } catch {
    return false // not an address
  }
}

function list(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

function first(value: unknown): Node | undefined {
  return list(value).find(isNode)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | undefined {
  return (
    (typeof value === 'string' && value.trim()) || (typeof value === 'number' && String(value)) || undefined
  )
}

/** Without the keys that hold nothing. */
function defined(
  properties: { [Key in keyof ProductProperties]: ProductProperties[Key] | undefined },
): ProductProperties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as never
}
