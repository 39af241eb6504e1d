import { isLanguage, preferredLanguage } from '../lib/language.ts'
import { notFoundPage } from '../pages/not-found-page.ts'
import { respond } from './respond.ts'
import type { ShopContext } from './shop-hono.ts'
import { viewFor } from './visitor.ts'

/** 404 in the language of the address, else of the browser. */
export async function notFound(c: ShopContext): Promise<Response> {
  const first = new URL(c.req.url).pathname.split('/')[1]
  c.set('language', isLanguage(first) ? first : preferredLanguage(c.req.header('accept-language')))
  const view = await viewFor(c)
  return respond(c, view, notFoundPage(view), 404)
}
