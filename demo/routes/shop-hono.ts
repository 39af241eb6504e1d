import type { Context } from 'hono'
import type { DemoEnv } from '../env.ts'
import type { Language } from '../lib/language.ts'

/** What hono carries through the shop's routes. */
export interface ShopHono {
  Bindings: DemoEnv
  Variables: { language: Language }
}

export type ShopContext = Context<ShopHono>
