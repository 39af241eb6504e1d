import { expect, test, vi } from 'vitest'
import { oneAtATime } from '../../../../edge/lib/one-at-a-time.ts'

test('who asks while the work is under way waits for that one; the next begins anew, also after a failure', async () => {
  const work = vi.fn(async () => work.mock.calls.length).mockRejectedValueOnce(new Error('not now'))
  const run = oneAtATime(work)
  const [first, second] = await Promise.allSettled([run(), run()])
  expect([first.status, second.status]).toEqual(['rejected', 'rejected'])
  expect(work).toHaveBeenCalledTimes(1)
  expect(await Promise.all([run(), run()])).toEqual([2, 2])
})
