import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { httpRequest } from '../../../../tools/bench/connection.ts'
import { pace, saturate } from '../../../../tools/bench/load.ts'

let server: Server | undefined
afterEach(() => server?.close())

function serve(status: (count: number) => number, body = 'x'.repeat(100_000)): Promise<number> {
  let count = 0
  server = createServer((request, response) => {
    count += 1
    request.resume().on('end', () => {
      response.writeHead(status(count), { 'content-length': body.length })
      response.end(body)
    })
  })
  return new Promise((resolve) =>
    server!.listen(0, '127.0.0.1', () => resolve((server!.address() as AddressInfo).port)),
  )
}

const next = () => httpRequest('POST', '/', { body: '{"a":"é"}' })

test('saturate counts answers and names refusals', async () => {
  const port = await serve((count) => (count % 2 === 0 ? 429 : 200))
  const { requests, refusals } = await saturate({ port, next }, 4, 0.2)
  expect(requests).toBeGreaterThan(10)
  expect(Math.abs(refusals.get(429)! - requests / 2)).toBeLessThanOrEqual(2)
})

test('pace sends as many as the rate says and times each', async () => {
  const port = await serve(() => 200, 'ok')
  const { latencies, refusals } = await pace({ port, next }, 200, 0.3)
  expect(latencies).toHaveLength(60)
  expect(latencies.every((ms) => ms > 0)).toBe(true)
  expect(refusals.size).toBe(0)
})

test('a request carries the length of its bytes', () => {
  expect(next()).toMatch(/^POST \/ HTTP\/1\.1\r\n(.+\r\n)*content-length: 10\r\n\r\n\{"a":"é"\}$/)
})
