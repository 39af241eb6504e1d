import { createMiddleware } from 'hono/factory'
import type { ShopHono } from './shop-hono.ts'

/** A strict policy: scripts and styles are files of this host, and of Vicino's where it lives elsewhere. */
export const securityHeaders = createMiddleware<ShopHono>(async (c, next) => {
  await next()
  const vicino = c.env.VICINO_ORIGIN ? ` ${c.env.VICINO_ORIGIN}` : ''
  const policy = {
    'default-src': "'self'",
    'script-src': `'self'${vicino}`,
    'style-src': "'self'",
    'connect-src': `'self'${vicino}`,
    'img-src': `'self' data:${vicino}`,
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }
  const directives = Object.entries(policy).map(([name, sources]) => `${name} ${sources}`)
  c.header('content-security-policy', directives.join('; '))
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'strict-origin-when-cross-origin')
})
