import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { DemoEnv } from './env.ts'
import { LANGUAGES, preferredLanguage } from './lib/language.ts'
import { productPicture } from './pictures/product-picture.ts'
import { replayShop } from './replay/replay-shop.ts'
import { accountRoutes } from './routes/account.ts'
import { browseRoutes } from './routes/browse.ts'
import { cartRoutes } from './routes/cart.ts'
import { notFound } from './routes/not-found.ts'
import { readersLanguage } from './routes/readers-language.ts'
import { securityHeaders } from './routes/security-headers.ts'
import type { ShopHono } from './routes/shop-hono.ts'

export { ShopState } from './state/shop-state.ts'

const app = new Hono<ShopHono>()

// Vicino on the shop's own host: first-party, one origin, no CORS.
for (const path of ['/v1/*', '/v/*', '/health', '/console', '/console/*', '/:key{pk_[^/]+}/vicino.js']) {
  app.all(path, (c) => c.env.VICINO.fetch(c.req.raw))
}

// The items of a replayed log are another shop.
app.use(async (c, next) =>
  c.env.VICINO_SHOP === 'replay' ? replayShop.fetch(c.req.raw, c.env, c.executionCtx) : next(),
)

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
// `/it/` leads to `/it`: one address for each page.
app.use(trimTrailingSlash())
app.get('/', (c) => {
  c.header('vary', 'accept-language')
  return c.redirect(`/${preferredLanguage(c.req.header('accept-language'))}`)
})
for (const language of LANGUAGES) {
  app.use(`/${language}/*`, async (c, next) => {
    c.set('language', language)
    await next()
  })
  for (const routes of [browseRoutes, cartRoutes, accountRoutes]) app.route(`/${language}`, routes)
}
// Links of banners are the same for every language: they lead on to the reader's.
for (const path of ['/:shelf{c|p}/:rest{.+}', '/cart', '/checkout']) {
  app.get(path, (c) => c.redirect(`/${readersLanguage(c)}${new URL(c.req.url).pathname}`))
}
app.notFound(notFound)

export default app satisfies ExportedHandler<DemoEnv>
