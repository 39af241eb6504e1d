import { affinities } from './affinities.ts'
import { cart } from './cart.ts'
import { orders } from './orders.ts'
import { recentlyViewed } from './recently-viewed.ts'
import { session } from './session.ts'
import { claims, traits } from './traits.ts'

/** Everything that is computed about a person. A new feature is a file beside this one and a line here. */
export const FEATURES = [affinities, recentlyViewed, cart, orders, session, traits, claims] as const

type Known = (typeof FEATURES)[number]
/** The values of all features by name. */
export type FeatureValues = { [F in Known as F['name']]: ReturnType<F['value']> }
