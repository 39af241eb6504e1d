import { beforeAll, describe, expect, test } from 'vitest'
import type { AccessReport } from '../../shared/privacy/access-report.ts'
import type { ProcessingRegister } from '../../shared/privacy/register.ts'
import { furnishedShop } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { readRecord } from './stored.ts'
import { ALL_CONSENT, messageId, Visitor, viewed } from './visitor.ts'

const edge = useEdge()

let shop: TestShop
beforeAll(async () => {
  shop = await furnishedShop(edge)
})

async function customer(): Promise<{ type: string; value: string }> {
  const userId = messageId()
  const traits = { name: 'Ada', city: '=HYPERLINK("http://evil.example")' }
  await shop.server.post('/v1/identify', { userId, traits, consent: ALL_CONSENT })
  await shop.server.post('/v1/batch', {
    userId,
    batch: [viewed('boot-1'), viewed('boot-2')],
    consent: ALL_CONSENT,
  })
  return { type: 'user_id', value: userId }
}

const record = ({ type, value }: { type: string; value: string }) => readRecord(shop, `${type}/${value}`)

describe('access', () => {
  test('tells given, observed and derived apart', async () => {
    const { status, body } = await shop.server.post<{ people: AccessReport[] }>(
      '/v1/privacy/export',
      await customer(),
    )
    expect(status).toBe(200)
    const [report] = body.people
    expect(report!.given.traits).toMatchObject({ name: 'Ada' })
    expect(report!.given.consents).toContainEqual(
      expect.objectContaining({ topic: 'email', state: 'granted' }),
    )
    expect(report!.given.statements.map(({ name }) => name).sort()).toEqual(['consent_changed', 'identified'])
    expect(report!.observed.events.map(({ name }) => name)).toEqual(['product_viewed', 'product_viewed'])
    expect(report!.derived.segments).toEqual(['boot-fans'])
    expect(report!.derived.features).toHaveProperty('affinities')
    expect(report!.derived.features).not.toHaveProperty('traits')
  })

  test('as CSV, in which no cell is a formula', async () => {
    const { body } = await shop.server.post<string>('/v1/privacy/export?format=csv', await customer())
    expect(body).toMatch(/^part,kind,name,value,time,source\r\n/)
    expect(body).toContain('given,trait,city,"\'=HYPERLINK(""http://evil.example"")",,\r\n')
    expect(body).toMatch(/^observed,event,product_viewed,/m)
    expect(body).toMatch(/^derived,segment,boot-fans,true,,\r$/m)
  })

  test('what it tells can be taken elsewhere: sent again it makes the same person', async () => {
    const { body } = await shop.server.post<{ people: AccessReport[] }>(
      '/v1/privacy/export',
      await customer(),
    )
    const { given, observed } = body.people[0]!
    const userId = messageId()
    const events = [...given.statements, ...observed.events].filter(({ name }) => name !== 'consent_changed')
    const batch = events.map(({ sent, time, name }) => ({
      type: name === 'identified' ? 'identify' : 'track',
      ...(sent as object),
      userId,
      timestamp: time,
    }))
    await shop.server.post('/v1/batch', { userId, batch, consent: ALL_CONSENT })
    const again = await readRecord(shop, `user_id/${userId}`)
    expect([again.view.traits, again.view.segments]).toEqual([given.traits, ['boot-fans']])
  })
})

test('a correction is a source with a name, and the newest word', async () => {
  const whom = await customer()
  const answer = await shop.server.post('/v1/privacy/correct', {
    ...whom,
    traits: { city: 'Bolzano' },
    by: 'maria',
    reason: 'called us',
  })
  expect(answer.body).toMatchObject({ corrected: ['city'] })
  const { view, profile } = await record(whom)
  expect(view.traits).toMatchObject({ name: 'Ada', city: 'Bolzano' })
  const { body } = await shop.server.post<{ people: AccessReport[] }>('/v1/privacy/export', { profile })
  expect(body.people[0]!.given.statements).toContainEqual(
    expect.objectContaining({
      source: 'm:maria',
      sent: expect.objectContaining({ traits: { city: 'Bolzano' } }),
    }),
  )
})

test('an objection stops segments and personal blocks, and ends by the person’s own word', async () => {
  const visitor = new Visitor(shop)
  await visitor.view('boot-1', 'boot-2')
  const whom = { profile: visitor.profile }
  expect((await readRecord(shop, visitor.profile)).view.segments).toContain('boot-fans')
  await shop.server.post('/v1/privacy/object', whom)
  expect(await visitor.sees('recent', 'taste', 'fans', 'hero')).toEqual(['hero'])
  expect((await readRecord(shop, visitor.profile)).view).toMatchObject({ segments: [], consent: 1 + 128 })
  await shop.server.post('/v1/privacy/object', { ...whom, profiling: true })
  expect(await visitor.sees('recent', 'fans')).toEqual(['recent', 'fans'])
})

describe('refused', () => {
  test.each<[string, string, object, number, string]>([
    ['nobody named', 'export', {}, 400, 'no-person'],
    ['an id of another form', 'export', { profile: 'p_1' }, 400, 'invalid-profile'],
    ['somebody unknown', 'erase', { type: 'user_id', value: 'nobody at all' }, 404, 'no-profile'],
    ['a correction of nothing', 'correct', { profile: `p_${'0'.repeat(32)}`, by: 'x' }, 400, 'invalid-field'],
    [
      'a correction by nobody',
      'correct',
      { profile: `p_${'0'.repeat(32)}`, traits: { a: 1 } },
      400,
      'invalid-field',
    ],
    [
      'a correction of somebody unknown',
      'correct',
      { profile: `p_${'0'.repeat(32)}`, traits: { a: 1 }, by: 'x' },
      404,
      'no-profile',
    ],
    [
      'half an objection',
      'object',
      { profile: `p_${'0'.repeat(32)}`, profiling: 'no' },
      400,
      'invalid-field',
    ],
  ])('%s', async (_what, right, body, status, code) => {
    expect(await shop.server.post(`/v1/privacy/${right}`, body)).toMatchObject({ status, body: { code } })
  })

  test.each(['export', 'erase', 'correct', 'object', 'links'])('%s with the public key', async (right) => {
    const answer = await shop.browser.post(`/v1/privacy/${right}`, { profile: `p_${'0'.repeat(32)}` })
    expect(answer).toMatchObject({ status: 403, body: { code: 'needs-secret-key' } })
  })

  test('a correction of somebody who does not agree to be known', async () => {
    const whom = await customer()
    await shop.server.post('/v1/batch', { userId: whom.value, batch: [], consent: { analytics: false } })
    const answer = await shop.server.post('/v1/privacy/correct', { ...whom, traits: { a: 1 }, by: 'maria' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-known' } })
  })
})

test('the register says what config and setup say', async () => {
  const { body } = await shop.server.get<ProcessingRegister>('/v1/privacy/register')
  expect(body.processing.map(({ purpose }) => purpose)).toContain('personalization')
  expect(body.processing.flatMap(({ usedBy }) => usedBy)).toContain('segment boot-fans')
  expect(body.retention).toContainEqual({ what: 'behaviour', kept: '13mo' })
  const markdown = await shop.server.get<string>('/v1/privacy/register?format=md')
  expect(markdown.headers.get('content-type')).toContain('text/markdown')
  expect(markdown.body).toContain('# Register of processing')
  expect(markdown.body).toContain('| behaviour | 13mo |')
})

test('an objection of somebody unknown makes nobody', async () => {
  const profile = `p_${'9'.repeat(32)}`
  expect((await shop.server.post('/v1/privacy/object', { profile })).status).toBe(404)
  expect((await shop.server.get(`/v1/profiles/${profile}`)).status).toBe(404)
})
