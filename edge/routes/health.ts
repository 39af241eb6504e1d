import { Hono } from 'hono'
import type { AppEnv } from '../lib/app-env.ts'

/** Says that the Worker runs; it asks no store, so that a store in trouble does not take the Worker out of service. */
export const health = new Hono<AppEnv>()

health.get('/health', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }))
