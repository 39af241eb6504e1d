import { expect, test } from 'vitest'
import { metrics } from '../../../../edge/lib/metrics.ts'

const request = { method: 'POST', route: '/v1/batch', status: 200, ms: 4, shop: 'boots' }

test('one data point a request: by shop, numbers and codes, nobody’s id', () => {
  const points: unknown[] = []
  const METRICS = { writeDataPoint: (point: unknown) => points.push(point) } as never
  metrics({ METRICS }).record({
    ...request,
    events: { accepted: 3, duplicates: 1, withheld: 2, invalid: [{}, {}] },
  })
  metrics({ METRICS }).record({ ...request, shop: undefined, status: 401, code: 'unauthorized' })
  expect(points).toEqual([
    { indexes: ['boots'], blobs: ['POST', '/v1/batch', '200', ''], doubles: [4, 3, 1, 2, 2] },
    { indexes: [''], blobs: ['POST', '/v1/batch', '401', 'unauthorized'], doubles: [4, 0, 0, 0, 0] },
  ])
})

test('without Analytics Engine nothing is kept and nothing breaks', () => {
  expect(() => metrics({}).record(request)).not.toThrow()
})
