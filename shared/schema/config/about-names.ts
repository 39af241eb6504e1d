/** What is computed from a person's events; `shared/features/about.ts` holds the computations. */
const COMPUTED = [
  'affinity',
  'cart_items',
  'cart_value',
  'days_since_order',
  'days_since_seen',
  'discounted_share',
  'favourite_brand',
  'favourite_category',
  'first_seen',
  'last_category',
  'last_order',
  'last_seen',
  'last_viewed',
  'order_count',
  'pages_in_session',
  'referrer',
  'session_count',
  'total_spent',
  'utm_campaign',
  'utm_medium',
  'utm_source',
  'verified_order_count',
  'views_in_session',
] as const

/** What the page says about the moment, and the shop's clock. */
const OF_THE_MOMENT = ['day_of_week', 'device', 'hour_of_day', 'language', 'page_type'] as const

/** What a condition can be `about` besides the shop's own traits. */
export const ABOUT_NAMES: readonly string[] = [...COMPUTED, ...OF_THE_MOMENT]

/** Values the language promises and this version does not compute. */
export const ABOUT_NAMES_TO_COME: readonly string[] = [
  'average_order',
  'best_channel',
  'best_hour',
  'budget_left',
  'churn_risk',
  'country',
  'expected_spend_12m',
  'next_order',
  'promo_only',
  'size',
]
