import { expect, test, vi } from 'vitest'
import { fakeState } from '../fake-state.ts'

vi.mock('cloudflare:workers', async () => await import('../fake-object.ts'))
vi.mock('../../../../../edge/lib/own-name.ts', () => ({ assertOwn: () => undefined }))
const { Statistics } = await import('../../../../../edge/stores/measure/statistics.ts')

test('an alarm that could not be set is set with the next counts', async () => {
  const state = fakeState()
  const setAlarm = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('storage is away'))
  Object.assign(state.storage, { setAlarm })
  const statistics = new Statistics(...([state, {}] as unknown as ConstructorParameters<typeof Statistics>))
  const count = (sequence: number) =>
    statistics.apply({ shop: 'boots', shard: 0, batches: [{ sequence, changes: [] }] } as never)
  count(1)
  await Promise.resolve()
  await Promise.resolve()
  for (const sequence of [2, 3]) count(sequence)
  expect(setAlarm).toHaveBeenCalledTimes(2)
})
