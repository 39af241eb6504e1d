import { expect, test } from 'vitest'
import { Latencies } from '../../../../tools/replay/latencies.ts'

test('quantiles are within two per cent, whatever the size', () => {
  const latencies = new Latencies()
  for (let ms = 1; ms <= 1000; ms += 1) latencies.add(ms)
  for (const share of [0.5, 0.95, 0.99]) {
    const error = latencies.quantile(share) / (share * 1000)
    expect(Math.abs(error - 1)).toBeLessThan(0.021)
  }
})

test('nothing has no quantile', () => expect(new Latencies().quantile(0.5)).toBeNaN())
