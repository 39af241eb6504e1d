import { personal } from './personal.ts'
import { recentlyViewed } from './recently-viewed.ts'
import type { Strategy } from './strategy.ts'
import { trending } from './trending.ts'
import { viewedTogether } from './viewed-together.ts'

/** Every strategy that a config may `use`, by its name there. Adding one is one file and one line. */
export const STRATEGIES: Readonly<Record<string, Strategy>> = {
  trending,
  'viewed-together': viewedTogether,
  'recently-viewed': recentlyViewed,
  personal,
}
