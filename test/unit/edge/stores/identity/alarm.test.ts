import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeState } from '../fake-state.ts'

vi.mock('cloudflare:workers', async () => await import('../fake-object.ts'))
const { IdentityBucket } = await import('../../../../../edge/stores/identity/identity-bucket.ts')

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

test('an alarm that fails says so, and tries again', async () => {
  const state = fakeState()
  const bucket = new IdentityBucket(
    ...([state, {}] as unknown as ConstructorParameters<typeof IdentityBucket>),
  )
  state.storage.sql.exec('DROP TABLE order_waiting')
  await bucket.alarm()
  expect(state.alarmAt).toBeGreaterThan(Date.now())
  expect(String(vi.mocked(console.log).mock.calls[0]?.[0])).toContain('"at":"identity.alarm"')

  state.storage.setAlarm = async () => {
    throw new Error('storage is away')
  }
  await expect(bucket.alarm()).resolves.toBeUndefined()
})
