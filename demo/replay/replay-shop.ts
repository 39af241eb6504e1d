import { Hono } from 'hono'
import { html } from 'hono/html'
import { securityHeaders } from '../routes/security-headers.ts'
import type { ShopContext, ShopHono } from '../routes/shop-hono.ts'
import { itemPicture } from './item-picture.ts'
import { itemsOf } from './items.ts'
import { itemPage, itemsPage, replayHome, replayLayout } from './pages.ts'

/** A shop of what a replayed log has in it: trending at home, viewed together beside each item. */
export const replayShop = new Hono<ShopHono>()

replayShop.get('/pictures/:file{.+\\.svg}', (c) =>
  c.body(itemPicture(c.req.param('file').slice(0, -4)), 200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
  }),
)

replayShop.use(securityHeaders)

replayShop.get('/', (c) => answer(c, replayHome(itemsOf(c.env.REPLAY_ITEMS))))

replayShop.get('/items', (c) => {
  const page = itemsPage(
    itemsOf(c.env.REPLAY_ITEMS),
    Math.max(1, Math.floor(Number(c.req.query('page') ?? 1))),
  )
  return page ? answer(c, page) : c.notFound()
})

replayShop.get('/p/:id', (c) => {
  const items = itemsOf(c.env.REPLAY_ITEMS)
  const item = items.find(c.req.param('id'))
  return item ? answer(c, itemPage(item, items, new URL(c.req.url).origin)) : c.notFound()
})

replayShop.notFound((c) =>
  answer(c, { title: 'Not in the log', type: 'other', body: html`<h1>This is not in the log</h1>` }, 404),
)

function answer(c: ShopContext, page: Parameters<typeof replayLayout>[0], status: 200 | 404 = 200) {
  const { VICINO_ORIGIN, VICINO_PUBLIC_KEY } = c.env
  c.header('cache-control', 'private, no-store')
  return c.html(replayLayout(page, `${VICINO_ORIGIN}/${VICINO_PUBLIC_KEY}/vicino.js`), status)
}
