import { expect, test } from 'vitest'
import { SIZE_BARS, sizeOf } from '../tools/size.ts'
import { buildClient } from './browser/client/build-client.ts'

test('the script and all of a first visit stay within their bars', async () => {
  const size = sizeOf((await buildClient()) as Parameters<typeof sizeOf>[0])
  expect(size.core).toBeLessThanOrEqual(SIZE_BARS.core)
  expect(size.firstVisit).toBeLessThanOrEqual(SIZE_BARS.firstVisit)
}, 30_000)
