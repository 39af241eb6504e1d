import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { send, WITH_BODY } from './raw-request.ts'

// A program that sends nothing but nonsense would soon be told to wait.
const edge = useEdge({ limits: { LIMIT_ADDRESS: 1_000_000, LIMIT_KEY: 1_000_000, LIMIT_SECRET: 1_000_000 } })

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

describe('fuzz', () => {
  const fields = fc.constantFrom(
    ...'type event messageId userId anonymousId previousId groupId properties traits context timestamp sentAt consent'.split(
      ' ',
    ),
    ...'batch events placements page proof profile writeKey orders order_id status products total currency'.split(
      ' ',
    ),
    ...'shop segments recommendations content campaigns who did about all variants sendTo origins id title'.split(
      ' ',
    ),
    ...'price product_id analytics record at amount __proto__ constructor length toString'.split(' '),
  )
  const odd = fc.constantFrom<unknown>(
    ...[
      'track',
      'identify',
      'page',
      'Order Completed',
      'Product Viewed',
      'completed',
      'refunded',
      'EUR',
      'true',
      '',
      '\u0000',
    ],
    ...[
      null,
      true,
      false,
      0,
      -0,
      -1,
      1e308,
      2 ** 53,
      0.1,
      [],
      {},
      '2026-01-01',
      '\ud800',
      'constructor',
      '__proto__',
      '9'.repeat(400),
    ],
  )
  const { body } = fc.letrec((tie) => ({
    body: fc.dictionary(fields, tie('value'), { maxKeys: 7 }),
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      odd,
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fields, tie('value'), { maxKeys: 6 }),
    ),
  }))

  test('no body makes any route fail', async () => {
    const routes = fc.constantFrom(...WITH_BODY)
    await fc.assert(
      fc.asyncProperty(routes, body, async (route, value) => {
        const [method = '', path = ''] = route.split(' ')
        const reply = await send({ edge, shop }, method, path, JSON.stringify(value))
        expect(reply.status, `${route} ${JSON.stringify(value)} ${reply.text}`).toBeLessThan(500)
      }),
      { numRuns: 1500, interruptAfterTimeLimit: 3000, markInterruptAsFailure: false },
    )
  })

  test('no bytes make any route fail', async () => {
    const cut = body.chain((value) => {
      const text = JSON.stringify(value)
      return fc
        .tuple(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 3 }))
        .map(([at, junk]) => text.slice(0, at) + junk)
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WITH_BODY), cut, async (route, text) => {
        const [method = '', path = ''] = route.split(' ')
        const reply = await send({ edge, shop }, method, path, text)
        expect(reply.status, `${route} ${text} ${reply.text}`).toBeLessThan(500)
      }),
      { numRuns: 700, interruptAfterTimeLimit: 1500, markInterruptAsFailure: false },
    )
  })

  test('no address makes any route fail', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '%',
        '%00',
        '%ff',
        '%2f',
        "'",
        '__proto__',
        'user_id',
        'by',
        'x'.repeat(3000),
        'p_0',
        'v',
      ),
      fc.string({ maxLength: 12 }).map(encodeURIComponent),
    )
    const paths = fc.tuple(
      fc.constantFrom(
        'profiles',
        'profiles/by',
        'profiles/by/user_id',
        'log',
        'config',
        'statistics',
        'audiences',
        'shops',
        '../v',
        '',
      ),
      fc.array(piece, { maxLength: 3 }),
      fc.constantFrom(
        '',
        '?version=abc',
        '?version=-1',
        '?version=1e99',
        '?ids=',
        '?ids=%00,,,',
        '?after=x',
        '?preflight=%',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('get', 'delete'), paths, async (method, [start, pieces, query]) => {
        const path = `/v1/${[start, ...pieces].join('/')}${query}`
        const { status, body: text } = await shop.server[method as 'get' | 'delete'](path)
        expect(status, `${method} ${path} ${JSON.stringify(text)}`).toBeLessThan(500)
      }),
      { numRuns: 500, interruptAfterTimeLimit: 1500, markInterruptAsFailure: false },
    )
  })
})
