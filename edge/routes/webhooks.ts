import { Hono } from 'hono'
import { listDead, replayDead } from '../flow/exchange/webhook.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { secretCaller } from '../lib/secret-caller.ts'

/** What could not be delivered to the shop's destinations. */
export const webhooks = new Hono<AppEnv>()

/** Which deliveries were given up, and why. */
webhooks.get('/v1/webhooks/dead', async (c) => {
  const { shop } = await secretCaller(c)
  return c.json({ dead: await listDead(c.env, shop.id) })
})

/** Sends them again, of `destination` or of all; also to a receiver that had said it was gone. */
webhooks.post('/v1/webhooks/replay', async (c) => {
  const { shop } = await secretCaller(c)
  return c.json({ replayed: await replayDead(c.env, shop.id, c.req.query('destination')) })
})
