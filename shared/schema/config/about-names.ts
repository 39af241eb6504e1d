/** What a condition can be `about` besides the shop's own traits: computed values, and what the page and the clock say. */
export const ABOUT_NAMES: readonly string[] = [
  'affinity',
  'cart_items',
  'cart_value',
  'country',
  'day_of_week',
  'days_since_order',
  'days_since_seen',
  'device',
  'first_seen',
  'hour_of_day',
  'language',
  'last_order',
  'last_seen',
  'order_count',
  'page_type',
  'session_count',
]

/** Values the language promises and this version does not compute. */
export const ABOUT_NAMES_TO_COME: readonly string[] = [
  'average_order',
  'best_channel',
  'best_hour',
  'budget_left',
  'churn_risk',
  'expected_spend_12m',
  'next_order',
  'promo_only',
  'size',
]
