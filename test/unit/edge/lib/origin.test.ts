import { describe, expect, test } from 'vitest'
import { corsHeaders, isSameSite, preflight } from '../../../../edge/lib/origin.ts'
import { edgeRequest, shopRecord } from './fixtures.ts'

const HOSTILE = [
  'null',
  '',
  'http://boots.example',
  'https://boots.example.evil.example',
  'https://evilboots.example',
  'https://boots.example:8443',
  'https://sub.boots.example',
  'https://boots.example/',
  'HTTPS://BOOTS.EXAMPLE',
  'https://boots.example evil',
  'https://user@boots.example',
  '*',
  'file://',
  'https://boots.examplе',
]
const shop = shopRecord()
const EDGE = 'https://edge.example/v1/batch'

describe('corsHeaders', () => {
  test.each(['https://boots.example', 'https://edge.example'])('%s may call', (Origin) => {
    expect(corsHeaders(edgeRequest({ Origin }, EDGE), shop)).toMatchObject({
      'Access-Control-Allow-Origin': Origin,
      'Access-Control-Allow-Credentials': 'true',
      Vary: 'Origin',
    })
  })

  test.each(HOSTILE.filter((origin) => !/[^\x20-\x7e]/.test(origin)))('%j is refused', (Origin) => {
    expect(() => corsHeaders(edgeRequest({ Origin }, EDGE), shop)).toThrow(
      expect.objectContaining({ status: 403 }),
    )
  })

  test('a list with a star in it means nothing', () => {
    expect(() =>
      corsHeaders(edgeRequest({ Origin: 'https://x.example' }, EDGE), shopRecord({ origins: ['*'] })),
    ).toThrow()
  })

  test('no origin, no page', () => {
    expect(corsHeaders(edgeRequest({}, EDGE), shop)).toEqual({ Vary: 'Origin' })
  })
})

describe('preflight', () => {
  test('lets a page ask, never all of them', () => {
    const answer = preflight(edgeRequest({ Origin: 'https://boots.example' }, EDGE))
    expect(answer.status).toBe(204)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('https://boots.example')
    expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Authorization')
  })

  test.each([
    'null',
    '',
    '*',
    'file://',
    'https://boots.example/',
    'https://a.example https://b.example',
    'javascript:1',
  ])('%j may not even ask', (Origin) => {
    const answer = preflight(edgeRequest({ Origin }, EDGE))
    expect(answer.status).toBe(403)
    expect(answer.headers.has('Access-Control-Allow-Origin')).toBe(false)
  })
})

describe('isSameSite', () => {
  test.each<[Record<string, string>, boolean]>([
    [{ 'Sec-Fetch-Site': 'same-origin' }, true],
    [{ 'Sec-Fetch-Site': 'same-site', Origin: 'https://www.boots.example' }, true],
    [{ 'Sec-Fetch-Site': 'cross-site' }, false],
    [{ 'Sec-Fetch-Site': 'nonsense' }, false],
    [{}, true],
    [{ Origin: 'https://edge.example' }, true],
    [{ Origin: 'https://boots.example' }, false],
  ])('%j: %s', (headers, expected) => {
    expect(isSameSite(edgeRequest(headers, EDGE))).toBe(expected)
  })
})
