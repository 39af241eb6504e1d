import { expect, test } from 'vitest'
import { median, quantile } from '../../../../tools/bench/quantile.ts'
import { figuresJson, figuresTable } from '../../../../tools/bench/report.ts'

const load = (p50: number) => ({ perSecond: 1000 / p50, p50, p99: 2 * p50, cpuMs: p50 / 2 })
const cold = (first: number) => ({ first, evictedP50: first / 2, evictedP99: first })
const figures = {
  subject: 'decide',
  rate: 100,
  load: new Map([
    ['hop', load(1)],
    ['floor', load(2)],
    ['decide', load(3)],
  ]),
  cold: new Map([
    ['hop', cold(2)],
    ['floor', cold(4)],
    ['decide', cold(8)],
  ]),
}

test('the JSON line holds what is measured against the yardsticks', () => {
  expect(figuresJson(figures)).toMatchObject({
    bench: 'decide',
    rate: 100,
    floor: { p50: 2, p99: 4, cpuMs: 1 },
    decide: {
      p50: 3,
      ofFloor: { p50: 1.5, p99: 1.5, cpu: 1.5, first: 2, evictedP50: 2, evictedP99: 2 },
      ofHop: { p50: 3, first: 4 },
    },
  })
  expect(figuresJson(figures)).not.toHaveProperty('floor.ofFloor')
})

test('the table has a line for each variant', () => {
  expect(figuresTable(figures).split('\n')).toHaveLength(6)
})

test.each([
  [[3, 1, 2], 2, 3],
  [[4, 1, 2, 3], 2.5, 4],
  [[7], 7, 7],
])('median and p99 of %j', (values, middle, high) => {
  expect([median(values), quantile(values, 0.99)]).toEqual([middle, high])
})

test('nothing has neither', () => {
  expect([median([]), quantile([], 0.5)]).toEqual([Number.NaN, Number.NaN])
})
