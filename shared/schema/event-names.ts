/**
 * Other vocabularies' names for our events: Segment e-commerce v2, GA4, Shopify pixels and DOM events, Klaviyo.
 * Segment's own names need no row where they differ from ours in spelling only.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  page_viewed: [
    'page_view',
    'Page Viewed',
    'Viewed Page',
    'Loaded a Page',
    'shopify:page:view',
    'Active on Site',
  ],
  screen_viewed: ['screen_view', 'Viewed Screen'],
  product_viewed: ['view_item', 'shopify:product:view', 'Viewed Product'],
  product_list_viewed: ['view_item_list', 'collection_viewed', 'shopify:collection:view', 'Viewed Category'],
  product_clicked: ['select_item'],
  products_searched: ['search', 'search_submitted', 'shopify:search:update', 'Submitted Search'],
  product_added: ['add_to_cart', 'product_added_to_cart', 'Added to Cart'],
  product_removed: ['remove_from_cart', 'product_removed_from_cart', 'Removed from Cart'],
  product_added_to_wishlist: ['add_to_wishlist', 'Added to Wishlist'],
  cart_viewed: ['view_cart', 'shopify:cart:view', 'Viewed Cart'],
  cart_updated: ['shopify:cart:lines-update'],
  checkout_started: ['begin_checkout', 'Started Checkout'],
  shipping_info_entered: ['add_shipping_info', 'checkout_shipping_info_submitted'],
  payment_info_entered: ['add_payment_info', 'payment_info_submitted'],
  order_completed: ['purchase', 'checkout_completed', 'Placed Order'],
  order_refunded: ['refund', 'Refunded Order'],
  order_cancelled: ['order_canceled', 'Cancelled Order', 'Canceled Order'],
  promotion_viewed: ['view_promotion'],
  promotion_clicked: ['select_promotion'],
  signed_up: ['sign_up'],
  signed_in: ['login'],
  lead_generated: ['generate_lead'],
}

/** What a call without an event name of its own is kept as. */
export const CALL_NAMES = {
  page: 'page_viewed',
  screen: 'screen_viewed',
  identify: 'identified',
  group: 'grouped',
  alias: 'aliased',
} as const

/** Every event name of ours, for completion and for telling a misspelt name from a shop's own. */
export const EVENT_NAMES: readonly string[] = [
  ...Object.keys(ALIASES),
  ...Object.values(CALL_NAMES),
  'consent_changed',
]

/** Names that say something only the edge or another kind of call may say; a `track` cannot borrow them. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['identified', 'grouped', 'aliased', 'consent_changed'])

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(ALIASES).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias) => [squash(alias), name]),
  ),
)

/** The name an event is kept under: ours where the given one is known, otherwise the given one in snake_case. */
export function canonicalName(name: string): string {
  return CANONICAL.get(squash(name)) ?? snakeCase(name)
}

/** Whether a canonical name is out of reach of `track`. */
export function isReservedName(name: string): boolean {
  return RESERVED_NAMES.has(name)
}

/** The same for all spellings of a name: `Product Viewed`, `productViewed`, `product_viewed`. */
function squash(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Letters and digits of any script are kept; a name without any (`🎉`) stays as it is. */
function snakeCase(name: string): string {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  return words || name.trim()
}
