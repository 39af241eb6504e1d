import { Hono } from 'hono'
import type { AppEnv } from './lib/app-env.ts'
import { logRequest } from './lib/log.ts'
import { metrics } from './lib/metrics.ts'
import { preflight } from './lib/origin.ts'
import { ApiError, problemResponse } from './lib/problem.ts'
import { serverTiming } from './lib/server-timing.ts'
import { audiences } from './routes/audiences.ts'
import { catalog } from './routes/catalog.ts'
import { decisions } from './routes/decide.ts'
import { deviceLinks } from './routes/device-links.ts'
import { documents } from './routes/documents.ts'
import { exports } from './routes/exports.ts'
import { fields } from './routes/fields.ts'
import { health } from './routes/health.ts'
import { identity } from './routes/identity.ts'
import { identitySecrets } from './routes/identity-secrets.ts'
import { imports } from './routes/imports.ts'
import { intake } from './routes/intake.ts'
import { orders } from './routes/orders.ts'
import { personLinks } from './routes/person-links.ts'
import { privacy } from './routes/privacy.ts'
import { profiles } from './routes/profiles.ts'
import { script } from './routes/script.ts'
import { shops } from './routes/shops.ts'
import { webhooks } from './routes/webhooks.ts'

/** The whole Worker: routes in, problems out, one log line a request. */
export const app = new Hono<AppEnv>()

app.use(async (c, next) => {
  const startedAt = Date.now()
  c.set('requestId', c.req.header('cf-ray') ?? crypto.randomUUID())
  c.set('timing', serverTiming())
  await next()
  const { caller, answer } = c.var
  const outcome = {
    method: c.req.method,
    route: c.req.routePath,
    status: c.res.status,
    ms: Date.now() - startedAt,
    shop: caller?.shop.id,
    ...(c.error && { code: c.error instanceof ApiError ? c.error.code : 'internal' }),
  }
  metrics(c.env).record({ ...outcome, events: answer })
  logRequest({
    requestId: c.var.requestId,
    ...outcome,
    role: caller?.role,
    keyId: caller?.keyId,
    ...(c.error && !(c.error instanceof ApiError) && { error: c.error }),
  })
})

app.options('/v1/*', (c) => preflight(c.req.raw))

for (const routes of [
  intake,
  decisions,
  orders,
  imports,
  exports,
  profiles,
  privacy,
  personLinks,
  identity,
  deviceLinks,
  fields,
  audiences,
  documents,
  catalog,
  webhooks,
  shops,
  identitySecrets,
  script,
  health,
]) {
  app.route('/', routes)
}

app.notFound((c) => {
  const { pathname } = new URL(c.req.url)
  return problemResponse(
    new ApiError(404, 'no-route', `There is nothing at \`${c.req.method} ${pathname.slice(0, 200)}\``),
    pathname,
  )
})

app.onError((error, c) => problemResponse(error, new URL(c.req.url).pathname))
