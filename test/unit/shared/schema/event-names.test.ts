import { expect, test } from 'vitest'
import { canonicalName, isReservedName } from '../../../../shared/schema/event-names.ts'

test.each([
  // Segment
  ['Product Viewed', 'product_viewed'],
  ['product viewed', 'product_viewed'],
  ['productViewed', 'product_viewed'],
  ['PRODUCT_VIEWED', 'product_viewed'],
  ['Order Completed', 'order_completed'],
  ['Products Searched', 'products_searched'],
  ['Product Added to Wishlist', 'product_added_to_wishlist'],
  // GA4
  ['view_item', 'product_viewed'],
  ['purchase', 'order_completed'],
  ['add_to_cart', 'product_added'],
  ['begin_checkout', 'checkout_started'],
  ['select_promotion', 'promotion_clicked'],
  // Shopify
  ['checkout_completed', 'order_completed'],
  ['shopify:product:view', 'product_viewed'],
  ['collection_viewed', 'product_list_viewed'],
  // Klaviyo
  ['Placed Order', 'order_completed'],
  ['Added to Cart', 'product_added'],
  ['Active on Site', 'page_viewed'],
  // a shop's own
  ['Size Chart Opened', 'size_chart_opened'],
  ['sizeChartOpened', 'size_chart_opened'],
  ['size-chart.opened', 'size_chart_opened'],
  ['PDFDownloaded', 'pdf_downloaded'],
  [' Zakończono quiz ', 'zakończono_quiz'],
  ['🎉', '🎉'],
  ['constructor', 'constructor'],
])('%s is kept as %s', (given, expected) => {
  expect(canonicalName(given)).toBe(expected)
})

test('a canonical name stays what it is', () => {
  for (const name of ['order_completed', 'page_viewed', 'cart_viewed', 'block_clicked', 'order_cancelled']) {
    expect(canonicalName(name)).toBe(name)
  }
})

test.each(['Consent Changed', 'consentChanged', 'consent_changed', 'Identified', 'aliased'])(
  '%s is reserved',
  (name) => {
    expect(isReservedName(canonicalName(name))).toBe(true)
  },
)
