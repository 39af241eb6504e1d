import { layout } from '../pages/layout.ts'
import type { Page, View } from '../pages/view.ts'
import type { ShopContext } from './shop-hono.ts'

/** A page as the answer; nobody else may keep it, since the header shows whose cart it is. */
export function respond(c: ShopContext, view: View, page: Page, status: 200 | 400 | 401 | 404 = 200) {
  c.header('cache-control', 'private, no-store')
  return c.html(layout(view, page), status)
}
