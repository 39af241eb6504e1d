import { isLanguage, type Language, preferredLanguage } from '../lib/language.ts'
import type { ShopContext } from './shop-hono.ts'

/** Where an address names no language: that of the page the reader comes from, else the browser's. */
export function readersLanguage(c: ShopContext): Language {
  const referer = c.req.header('referer') ?? ''
  const before = URL.canParse(referer) ? new URL(referer).pathname.split('/')[1] : undefined
  return isLanguage(before) ? before : preferredLanguage(c.req.header('accept-language'))
}
