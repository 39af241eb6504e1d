import type { Context, MiddlewareHandler } from 'hono'
import type { AppEnv } from './app-env.ts'
import { type Caller, resolveCaller } from './caller.ts'
import { corsHeaders } from './origin.ts'
import { checkQuota, rateLimits } from './rate-limit.ts'
import { type JsonBody, readJsonBody } from './read-body.ts'

/** What every call with a JSON body starts with: the body within its limits, the caller, the origin, the quota. */
export async function openRequest(c: Context<AppEnv>): Promise<JsonBody & { caller: Caller }> {
  const { text, body } = await readJsonBody(c.req.raw)
  const caller = await openCaller(c, body.writeKey)
  return { text, body, caller }
}

/** The same for a call whose key is in its header. */
export async function openCaller(c: Context<AppEnv>, bodyKey?: unknown): Promise<Caller> {
  const caller = await resolveCaller(c.req.raw, bodyKey, c.env, c.executionCtx)
  c.set('caller', caller)
  c.set('cors', corsHeaders(c.req.raw, caller.shop))
  await checkQuota(rateLimits(c.env), caller, c.req.raw)
  return caller
}

/**
 * Headers of every personal answer, refusals included: no cache may keep it, and the page that called may read it
 * (a 429 whose Retry-After cannot be read is retried at once).
 */
export const personalAnswer: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  c.header('Cache-Control', 'private, no-store')
  for (const [name, value] of Object.entries(c.get('cors') ?? {})) c.header(name, value)
}
