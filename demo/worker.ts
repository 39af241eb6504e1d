import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import type { DemoEnv } from './env.ts'
import { type Language, preferredLanguage } from './lib/language.ts'
import { productPicture } from './pictures/product-picture.ts'
import { accountRoutes } from './routes/account.ts'
import { browseRoutes } from './routes/browse.ts'
import { cartRoutes } from './routes/cart.ts'
import { notFound } from './routes/not-found.ts'
import { securityHeaders } from './routes/security-headers.ts'
import type { ShopHono } from './routes/shop-hono.ts'

export { ShopState } from './state/shop-state.ts'

const app = new Hono<ShopHono>()

// Vicino on the shop's own host: first-party, one origin, no CORS.
for (const path of ['/v1/*', '/v/*', '/health', '/console', '/console/*', '/:key{pk_[^/]+}/vicino.js']) {
  app.all(path, (c) => c.env.VICINO.fetch(c.req.raw))
}

app.get('/pictures/:file{.+\\.svg}', (c) => {
  const picture = productPicture(c.req.param('file').slice(0, -4), c.req.query('colour'))
  if (!picture) return c.notFound()
  return c.body(picture, 200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
})

app.use(securityHeaders)
app.use(csrf())
app.get('/', (c) => {
  c.header('vary', 'accept-language')
  return c.redirect(`/${preferredLanguage(c.req.header('accept-language'))}`)
})
app.use('/:language{it|pl|en}/*', async (c, next) => {
  c.set('language', c.req.param('language') as Language)
  await next()
})
app.route('/:language{it|pl|en}', browseRoutes)
app.route('/:language{it|pl|en}', cartRoutes)
app.route('/:language{it|pl|en}', accountRoutes)
app.notFound(notFound)

export default app satisfies ExportedHandler<DemoEnv>
