import { afterEach, describe, expect, test, vi } from 'vitest'
import { deliverWebhook } from '../../../../../edge/flow/exchange/deliver-webhook.ts'

const event = {
  shop: 'bianchi',
  place: { id: 'bianchi' },
  type: 'profile.updated' as const,
  id: 'p_1-1',
  at: 1_795_000_000_000,
  data: { profile: 'p_1', segments: [], joined: [], left: ['vip'] },
}

const deliverTo = (url: string, allowLocal = false) =>
  deliverWebhook({
    event,
    destination: { name: 'crm', url, secrets: ['env:CRM'], isDisabled: false },
    secrets: [`whsec_${btoa('24 bytes or more of secret')}`],
    now: event.at,
    allowLocal,
  })

afterEach(() => vi.unstubAllGlobals())

describe('whatever a stored setup says', () => {
  test.each([
    'https://169.254.169.254/latest/meta-data/',
    'https://192.168.1.1/',
    'https://172.16.0.1/',
    'https://[fd00::1]/',
    'https://printer.local/',
    'http://localhost:3000/',
    'http://127.0.0.1/',
  ])('%s is given up at once, without a call', async (url) => {
    const fetched = vi.fn()
    vi.stubGlobal('fetch', fetched)
    const outcome = await deliverTo(url)
    expect(outcome).toMatchObject({ status: 'refused', reason: expect.stringContaining(url) })
    expect(fetched).not.toHaveBeenCalled()
  })

  test('this machine is called in a local run', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
    expect(await deliverTo('http://localhost:3000/', true)).toEqual({ status: 'delivered' })
  })
})
