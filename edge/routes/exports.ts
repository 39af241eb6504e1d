import { Hono } from 'hono'
import { exportPage } from '../flow/exchange/export/export-page.ts'
import { cursorText, exportRequest } from '../flow/exchange/export/export-request.ts'
import type { AppEnv } from '../lib/app-env.ts'
import { readJsonBody } from '../lib/read-body.ts'
import { secretCaller } from '../lib/secret-caller.ts'

const MAX_BYTES = 10_000

/** People as other systems take them, a page at a time; `Vicino-Cursor` leads to the next. */
export const exports = new Hono<AppEnv>()

exports.post('/v1/export', async (c) => {
  const { shop } = await secretCaller(c)
  const request = exportRequest((await readJsonBody(c.req.raw, MAX_BYTES)).body)
  const { text, next } = await exportPage(c.env, shop, request, Date.now())
  return c.body(text, 200, {
    'Content-Type': request.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    ...(next && { 'Vicino-Cursor': cursorText(next) }),
  })
})
