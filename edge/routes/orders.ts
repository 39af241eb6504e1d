import { Hono } from 'hono'
import { readOrders } from '../../shared/schema/orders-upload.ts'
import { takeOrders } from '../flow/collect/take-orders.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { ApiError } from '../lib/problem.ts'
import { readJsonBody } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'

const MAX_ORDERS = 1000

/** The shop's own word about its orders: what makes them count as money. */
export const orders = new Hono<AppEnv>()

orders.post('/v1/orders', async (c) => {
  const { shop } = await secretCaller(c)
  const { body } = await readJsonBody(c.req.raw)
  const list = body.orders ?? [body]
  if (!Array.isArray(list) || list.length > MAX_ORDERS) {
    throw new ApiError(
      400,
      'invalid-body',
      `The body is \`{"orders": [ … ]}\` with at most ${MAX_ORDERS} orders`,
    )
  }
  const { accepted, invalid } = readOrders(list)
  if (accepted.length === 0 && invalid.length > 0) {
    throw new ApiError(400, 'invalid-orders', `No order could be read; the first: ${invalid[0]!.reason}`, {
      errors: invalid.map(({ index, pointer, reason }) => ({ index, pointer, detail: reason })),
    })
  }
  return c.json({ ...(await takeOrders(c.env, shop, accepted, Date.now())), invalid })
})
