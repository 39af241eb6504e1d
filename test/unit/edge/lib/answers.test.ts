import { afterEach, describe, expect, test, vi } from 'vitest'
import { logLine, logRequest, redact } from '../../../../edge/lib/log.ts'
import { mapLimited } from '../../../../edge/lib/map-limited.ts'
import { ApiError, problemResponse, tooManyRequests } from '../../../../edge/lib/problem.ts'
import { addressBlock, checkQuota, type LimitKind } from '../../../../edge/lib/rate-limit.ts'
import { serverTiming } from '../../../../edge/lib/server-timing.ts'
import { caller, edgeRequest } from './fixtures.ts'

afterEach(() => vi.restoreAllMocks())

describe('problemResponse', () => {
  test('renders a refusal as RFC 9457', async () => {
    const error = new ApiError(403, 'origin-refused', 'Not from here', {
      headers: { Vary: 'Origin' },
      errors: [{ pointer: '/a', detail: 'b' }],
    })
    const response = problemResponse(error, '/v1/batch')
    expect(response.status).toBe(403)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(response.headers.get('Vary')).toBe('Origin')
    expect(await response.json()).toEqual({
      type: 'urn:vicino:problem:origin-refused',
      title: 'Forbidden',
      status: 403,
      code: 'origin-refused',
      detail: 'Not from here',
      instance: '/v1/batch',
      errors: [{ pointer: '/a', detail: 'b' }],
    })
  })

  test('says nothing of what went wrong on our side', async () => {
    const response = problemResponse(new TypeError('cannot read sk_secret of undefined'), '/x')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('sk_secret')
  })

  test('429 says when to come again', () => {
    expect(problemResponse(tooManyRequests(0.2, 'Too many'), '/x').headers.get('Retry-After')).toBe('1')
  })
})

describe('checkQuota', () => {
  const run = async (
    role: 'public' | 'secret',
    spent: LimitKind[],
    headers: Record<string, string> = { 'CF-Connecting-IP': '198.51.100.7' },
  ) => {
    const taken: [LimitKind, string][] = []
    const take = async (kind: LimitKind, key: string) => {
      taken.push([kind, key])
      return !spent.includes(kind)
    }
    const error = await checkQuota({ take }, caller(role), edgeRequest(headers)).catch(
      (reason: unknown) => reason,
    )
    return { taken, error }
  }

  test('a public key has a quota of its own and one for each address', async () => {
    const { taken, error } = await run('public', [])
    expect(error).toBeUndefined()
    expect(taken).toEqual([
      ['address', 'public-key/198.51.100.7'],
      ['key', 'public-key'],
    ])
  })

  test('a flood from one address takes nothing from the shop’s quota', async () => {
    const { taken, error } = await run('public', ['address'])
    expect(error).toMatchObject({ status: 429, headers: { 'Retry-After': '10' } })
    expect(taken).toHaveLength(1)
  })

  test('a secret key has another quota and no address', async () => {
    expect((await run('secret', ['key', 'address'])).error).toBeUndefined()
    expect((await run('secret', ['secret'])).error).toMatchObject({ status: 429 })
  })

  test.each([
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('the address %s counts as %s', (address, block) => {
    expect(addressBlock(address)).toBe(block)
  })
})

describe('logs', () => {
  test.each([
    ['Bearer sk_0123456789abcdef', 'sk_'],
    ['key pk_0123456789abcdef was refused', 'pk_0'],
    ['cookie v1.b:0123456789abcdef.p_0123.mac_', 'mac_'],
    ['proof p1.1795348800.abc-def', 'abc-def'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln', 'eyJ'],
    ['no profile for Ada.Lovelace+x@mail.example.org', 'Ada'],
    ['żółty@przykład.pl', 'przyk'],
  ])('redact(%j)', (text, secret) => {
    expect(redact(text)).toContain('[redacted]')
    expect(redact(text)).not.toContain(secret)
  })

  test('ids stay', () => {
    expect(redact('p_0123456789abcdef0123456789abcdef /v1/batch boots')).not.toContain('redacted')
  })

  test('one line a request, whatever is in it', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    logRequest({
      requestId: 'r',
      method: 'POST',
      route: '/v1/batch',
      status: 500,
      ms: 1,
      error: new Error('a\r\n{"level":"info"} ada@example.org'),
    })
    logLine('info', { text: 'x'.repeat(10_000) })
    const [first, second] = log.mock.calls.map(([line]) => line as string)
    expect(first).not.toMatch(/[\r\n]|ada@/)
    expect(JSON.parse(first!)).toMatchObject({ level: 'error', at: 'request', error: { name: 'Error' } })
    expect(second!.length).toBeLessThan(3000)
  })
})

test('serverTiming adds up parts of one name', async () => {
  let now = 0
  const timing = serverTiming(() => now)
  const spend = (ms: number) => () => {
    now += ms
  }
  await timing.measure('profile', spend(0.6))
  await timing.measure('profile', spend(0.64))
  await timing.measure('recs', spend(1)).catch(() => {})
  expect(timing.header()).toBe('profile;dur=1.2, recs;dur=1, total;dur=2.2')
})

describe('mapLimited', () => {
  test('keeps the order and the limit', async () => {
    let running = 0
    let most = 0
    const results = await mapLimited([5, 1, 4, 2, 3], 2, async (ms) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, ms))
      running -= 1
      return ms * 10
    })
    expect(results).toEqual([50, 10, 40, 20, 30])
    expect(most).toBe(2)
  })

  test('the first error stops what has not begun', async () => {
    const begun: number[] = []
    const run = mapLimited([1, 2, 3, 4], 1, async (item) => {
      begun.push(item)
      if (item === 2) throw new Error('no')
    })
    await expect(run).rejects.toThrow('no')
    expect(begun).toEqual([1, 2])
  })
})
