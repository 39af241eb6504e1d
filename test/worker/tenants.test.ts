import { beforeAll, expect, test } from 'vitest'
import { app } from '../../edge/app.ts'
import { bucketOf } from '../../shared/lib/hash.ts'
import { CONFIG, furnishedShop, PRODUCTS } from './furnished-shop.ts'
import { type TestShop, useEdge } from './harness.ts'
import { identityOf, merge, split } from './people.ts'
import { proofOf } from './proofs.ts'
import { eventsOf, readRecord, settled } from './stored.ts'
import { until } from './until.ts'
import { ALL_CONSENT, FROM_ELSEWHERE, FROM_SHOP, Visitor } from './visitor.ts'

const edge = useEdge()
const today = new Date().toISOString().slice(0, 10)

/** Everything that two shops may have in common by accident or by malice. */
const USER = 'customer-1'
const ANONYMOUS = 'anonymous-1'
const ORDER = 'order-1'
const MESSAGE = 'message-1'

let mine: TestShop
let theirs: TestShop
/** Their people: by handle, by user id, by anonymous id. */
let people: { cookie: string; profiles: string[]; edge: string }
let before: unknown
let totals: unknown

/** How shop `as` asks each route for what belongs to the other. An answer must not name what is theirs. */
type Attack = (as: TestShop) => Promise<{ status: number; body: unknown }>

const asVisitor =
  (path: string, body: object): Attack =>
  (as) =>
    new Visitor(as, people.cookie).post(path, body)

const asServer =
  (path: string, body: object): Attack =>
  (as) =>
    as.server.post(path, { consent: ALL_CONSENT, ...body }, { cookie: people.cookie })

const item = (type: string) => ({
  type,
  event: 'Product Viewed',
  messageId: MESSAGE,
  userId: USER,
  anonymousId: ANONYMOUS,
  groupId: 'group',
  previousId: ANONYMOUS,
  traits: { name: 'intruder' },
  properties: { product_id: 'intruder-product', order_id: ORDER },
})

const intake = (type: string, short: string): Record<string, Attack[]> =>
  Object.fromEntries(
    [`/v1/${type}`, `/v1/${short}`].map((path) => [
      `POST ${path}`,
      [asVisitor(path, item(type)), asServer(path, item(type))],
    ]),
  )

/** Two profiles of theirs that are proposed as one person. */
const pair = () => ({ a: people.profiles[0]!, b: people.profiles[2]! })

const batch = { batch: ['track', 'identify', 'alias', 'page'].map(item) }
const ofEach = (ask: (as: TestShop, profile: string) => ReturnType<Attack>): Attack[] =>
  [0, 1, 2].map((index) => (as) => ask(as, people.profiles[index]!))

/** One entry for each route of the Worker. */
const ATTACKS: Record<string, Attack[] | 'speaks of no shop'> = {
  ...intake('track', 't'),
  ...intake('identify', 'i'),
  ...intake('page', 'p'),
  ...intake('screen', 's'),
  ...intake('group', 'g'),
  ...intake('alias', 'a'),
  'POST /v1/batch': [asVisitor('/v1/batch', batch), asServer('/v1/batch', batch)],
  'POST /v1/b': [asVisitor('/v1/b', batch), asServer('/v1/b', batch)],
  'POST /v1/decide': [
    asVisitor('/v1/decide', { placements: Object.keys(CONFIG.placements), anonymousId: ANONYMOUS }),
    asVisitor('/v1/decide', { placements: Object.keys(CONFIG.placements), events: [item('track')] }),
    ...ofEach((as, profile) =>
      as.server.post('/v1/decide?preflight', { profile, placements: Object.keys(CONFIG.placements) }),
    ),
    ...ofEach((as, profile) =>
      as.server.post('/v1/decide', { profile, events: [item('track')], consent: { analytics: false } }),
    ),
    // A proof of theirs.
    (as) => new Visitor(as).decide({ userId: USER, proof: proofOf(otherThan(as), USER) }),
  ],
  'POST /v1/orders': [
    ...['refunded', 'cancelled', 'completed'].map(
      (status): Attack =>
        (as) =>
          as.server.post('/v1/orders', { order_id: ORDER, status, total: 1, currency: 'EUR' }),
    ),
    (as) =>
      as.server.post('/v1/orders', { order_id: ORDER, status: 'cancelled', handle: handleIn(people.cookie) }),
    (as) => as.server.post('/v1/orders', { order_id: ORDER, status: 'cancelled', userId: USER }),
    (as) => as.server.post('/v1/orders', { order_id: ORDER, status: 'cancelled', anonymousId: ANONYMOUS }),
  ],
  'POST /v1/import': [
    (as) => as.server.post('/v1/import?as=contacts', `Customer ID,City\n${USER},Intruder`),
    (as) => as.server.post('/v1/import?as=segments', `Cookie ID,Segment\n${ANONYMOUS},intruders`),
    (as) =>
      as.server.post(
        '/v1/import?as=orders',
        `Order ID,Date,Customer ID,Total\n${ORDER},2026-01-01,${USER},1`,
      ),
    (as) => as.server.post('/v1/import?as=events', JSON.stringify(item('track'))),
  ],
  'POST /v1/export': [
    (as) => as.server.post('/v1/export', { as: 'crm' }),
    (as) =>
      as.server.post('/v1/export', { as: 'crm', segment: 'boot-fans', cursor: `0.${people.profiles[0]}` }),
  ],
  'GET /v1/profiles/:id': ofEach((as, profile) => as.server.get(`/v1/profiles/${profile}`)),
  'GET /v1/profiles/:id/events': ofEach((as, profile) => as.server.get(`/v1/profiles/${profile}/events`)),
  'GET /v1/profiles/:id/decisions': ofEach((as, profile) =>
    as.server.get(`/v1/profiles/${profile}/decisions`),
  ),
  'GET /v1/profiles/:id/delivery': ofEach((as, profile) => as.server.get(`/v1/profiles/${profile}/delivery`)),
  'GET /v1/profiles/:id/audience': ofEach((as, profile) => as.server.get(`/v1/profiles/${profile}/audience`)),
  'GET /v1/profiles/:id/identity': ofEach((as, profile) => as.server.get(`/v1/profiles/${profile}/identity`)),
  'POST /v1/identity/merge': [
    (as) => merge(as, { profile: people.profiles[0]! }, { profile: people.profiles[2]! }),
    (as) => merge(as, { type: 'user_id', value: USER }, { profile: people.profiles[0]! }),
    (as) => merge(as, { type: 'user_id', value: USER }, { type: 'anonymous_id', value: ANONYMOUS }),
  ],
  'GET /v1/identity/suggestions': [(as) => as.server.get('/v1/identity/suggestions')],
  'GET /v1/identity/soft-links': [(as) => as.server.get('/v1/identity/soft-links')],
  ...Object.fromEntries(
    ['suggestions/accept', 'suggestions/refuse', 'soft-links/undo'].map((path): [string, Attack[]] => [
      `POST /v1/identity/${path}`,
      [
        (as) => as.server.post(`/v1/identity/${path}`, pair()),
        (as) => as.server.post(`/v1/identity/${path}`, { ...pair(), shop: theirs.id }),
      ],
    ]),
  ),
  'POST /v1/identity/split': ofEach((as, profile) => split(as, profile, people.edge)),
  'DELETE /v1/profiles/:id': ofEach((as, profile) => as.server.delete(`/v1/profiles/${profile}`)),
  ...Object.fromEntries(
    ['export', 'erase', 'correct', 'object', 'links'].map((right): [string, Attack[]] => {
      const rest = { traits: { name: 'intruder' }, by: 'intruder', kind: 'page', profiling: false }
      const ask = (whom: object): Attack => {
        return (as) => as.server.post(`/v1/privacy/${right}`, { ...whom, ...rest })
      }
      const byProfile = ofEach((as, profile) => ask({ profile })(as))
      const byId = [ask({ type: 'user_id', value: USER }), ask({ type: 'anonymous_id', value: ANONYMOUS })]
      return [`POST /v1/privacy/${right}`, [...byProfile, ...byId]]
    }),
  ),
  'GET /v1/privacy/register': [(as) => as.server.get('/v1/privacy/register')],
  'GET /privacy/:shop{[a-z0-9-]+}/:token{[A-Za-z0-9_-]+}': [(as) => stolenLink(as, 'GET')],
  'POST /privacy/:shop{[a-z0-9-]+}/:token{[A-Za-z0-9_-]+}': [(as) => stolenLink(as, 'POST')],
  'GET /v1/profiles/by/:type/:value': [
    (as) => as.server.get(`/v1/profiles/by/user_id/${USER}`),
    (as) => as.server.get(`/v1/profiles/by/anonymous_id/${ANONYMOUS}`),
    (as) => as.server.get(`/v1/profiles/by/order_id/${ORDER}`),
  ],
  'GET /v1/profiles/:id/fields': ofEach((as, profile) => as.server.get(`/v1/profiles/${profile}/fields`)),
  'PUT /v1/profiles/:id/fields': ofEach((as, profile) =>
    as.server.put(`/v1/profiles/${profile}/fields`, { by: 'Mallory', fields: { tier: 'gold' } }),
  ),
  'GET /v1/fields': [(as) => as.server.get('/v1/fields')],
  'GET /v1/audiences': [(as) => as.server.get('/v1/audiences')],
  'GET /v1/statistics': [
    (as) => as.server.get('/v1/statistics'),
    (as) => as.server.get('/v1/statistics?ids=their-product'),
  ],
  'GET /v1/log/:day': [
    (as) => as.server.get(`/v1/log/${today}`),
    (as) => as.server.get(`/v1/log/${encodeURIComponent(`../${theirs.id}/${today}`)}`),
  ],
  'GET /v1/config': [(as) => as.server.get('/v1/config'), (as) => as.server.get('/v1/config?version=1')],
  'PUT /v1/config': [(as) => as.server.put('/v1/config', CONFIG, { 'if-match': '"1-guessed"' })],
  'GET /v1/setup': [(as) => as.server.get('/v1/setup')],
  'PUT /v1/setup': [(as) => as.server.put('/v1/setup', { origins: ['https://mine.example'] }, first())],
  'GET /v1/catalog': [(as) => as.server.get('/v1/catalog')],
  'PUT /v1/catalog': [(as) => as.server.put('/v1/catalog', { products: PRODUCTS.slice(0, 1) })],
  'GET /:key{pk_[A-Za-z0-9]+}/vicino.js': [(as) => as.browser.get(`/${as.publicKey}/vicino.js`)],
  'GET /v1/webhooks/dead': [(as) => as.server.get('/v1/webhooks/dead')],
  'POST /v1/webhooks/replay': [(as) => as.server.post('/v1/webhooks/replay', {})],
  'GET /v1/identity-secrets': [(as) => as.server.get('/v1/identity-secrets')],
  'POST /v1/identity-secrets': [(as) => as.server.post('/v1/identity-secrets', { shop: theirs.id })],
  'DELETE /v1/identity-secrets/:id': [(as) => as.server.delete('/v1/identity-secrets/k1')],
  'PUT /v1/shops/:shop': [
    (as) =>
      as.server.put(`/v1/shops/${theirs.id}`, { name: 'Taken over', origins: ['https://evil.example'] }),
  ],
  'GET /v/:file{[0-9a-f]+\\.js}': 'speaks of no shop',
  'GET /v/manifest.json': 'speaks of no shop',
  'GET /health': 'speaks of no shop',
  'OPTIONS /v1/*': 'speaks of no shop',
}

beforeAll(async () => {
  mine = await furnishedShop(edge)
  const named = JSON.stringify(CONFIG).replaceAll('Nuovi arrivi', 'Their own words')
  theirs = await furnishedShop(edge, JSON.parse(named))
  await theirs.server.put('/v1/setup', { origins: ['https://shop.example'] }, first())
  const visitor = new Visitor(theirs)
  const view = { type: 'track', event: 'Product Viewed', properties: { product_id: 'their-product' } }
  const order = { type: 'track', event: 'Order Completed', properties: { order_id: ORDER, total: 50 } }
  await visitor.decide({ events: [{ ...view, messageId: MESSAGE }, view, order] })
  await new Visitor(theirs).decide({ anonymousId: ANONYMOUS, events: [view] }, FROM_ELSEWHERE)
  await theirs.server.post('/v1/batch', { batch: [{ ...view, userId: USER }], consent: ALL_CONSENT })
  const known = [`user_id/${USER}`, `anonymous_id/${ANONYMOUS}`].map((whom) => readRecord(theirs, whom))
  const profiles = [visitor.profile, ...(await Promise.all(known)).map(({ profile }) => profile)]
  people = { cookie: visitor.cookie!, profiles, edge: '' }
  for (const profile of profiles) await settled(theirs, profile)
  await until(async () => {
    const log = (await theirs.server.get<string>(`/v1/log/${today}`)).body
    const { views } = (await theirs.server.get<{ views: number }>('/v1/statistics')).body
    return views === 4 && profiles.every((profile) => log.includes(profile))
  })
  const [browser, user] = profiles
  people.edge = (await merge(theirs, { profile: browser! }, { profile: user! })).body.edge
  const [a, b] = Object.values(pair()).sort() as [string, string]
  const bucket = await edge.runtime.objectStorage('DeviceBucket', `${theirs.id}/${bucketOf(a, 8)}`)
  await bucket.exec(
    'INSERT INTO link VALUES (?, ?, \'suggested\', \'{"probability":0.95,"evidence":[]}\', 1)',
    a,
    b,
  )
  before = await everythingOf(theirs)
  totals = await totalsOf(theirs)
})

test('every route of the Worker is in the matrix', () => {
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(routes)].sort()).toEqual(Object.keys(ATTACKS).sort())
})

test.each(Object.entries(ATTACKS))('%s tells and changes nothing of another shop', async (route, attacks) => {
  if (attacks === 'speaks of no shop') return
  for (const attack of attacks) {
    const answer = await attack(mine)
    expect(answer.status, `${route} ${JSON.stringify(answer.body)}`).toBeLessThan(500)
    const text = JSON.stringify(answer.body)
    for (const secret of ['Their own words', 'their-product', theirs.publicKey])
      expect(text).not.toContain(secret)
    // An answer may repeat the id it was asked for, but nothing about it.
    if (!/profile":"\S+","erased|"instance"/.test(text))
      for (const profile of people.profiles) expect(text).not.toContain(profile)
  }
  expect(await everythingOf(theirs)).toEqual(before)
})

test('and after all of it the totals of the other shop are what they were', async () => {
  expect(await totalsOf(theirs)).toEqual(totals)
})

test.each(Object.keys(ATTACKS).filter((route) => /\/v1\/(?!\*|shops)/.test(route)))(
  '%s wants a key of some shop',
  async (route) => {
    const [method, path = ''] = route.split(' ')
    const url = new URL(path.replace(/:\w+/g, 'x'), edge.runtime.edgeUrl)
    for (const authorization of [undefined, 'Bearer sk_guessed', `Bearer ${edge.runtime.adminKey}`]) {
      const response = await fetch(url, {
        method: method!,
        headers: { ...FROM_SHOP, ...(authorization && { authorization }) },
        ...(method !== 'GET' && method !== 'DELETE' && { body: '{}' }),
      })
      expect(response.status).toBe(401)
    }
  },
)

/** What a shop has of its people and its own; time alone does not change it. */
async function everythingOf(shop: TestShop) {
  const documents = ['config', 'setup', 'catalog'].map((path) => shop.server.get(`/v1/${path}`))
  return {
    documents: (await Promise.all(documents)).map(({ body }) => body),
    records: await Promise.all(people.profiles.map((profile) => readRecord(shop, profile))),
    events: await Promise.all(people.profiles.map((profile) => eventsOf(shop, profile))),
    suggestions: (await shop.server.get('/v1/identity/suggestions')).body,
    identities: await Promise.all(people.profiles.map((profile) => identityOf(shop, profile))),
  }
}

async function totalsOf(shop: TestShop) {
  const totals = ['statistics', 'audiences', `log/${today}`].map((path) => shop.server.get(`/v1/${path}`))
  return (await Promise.all(totals)).map(({ body }) => body)
}

/** A link that the other shop made, under the name of this one. */
async function stolenLink(as: TestShop, method: 'GET' | 'POST') {
  const { server } = otherThan(as)
  const wish = { type: 'user_id', value: USER, kind: 'page' }
  const { url } = (await server.post<{ url: string }>('/v1/privacy/links', wish)).body
  const body = { action: 'erase', sure: 'yes' }
  const answer = await fetch(url.replace(otherThan(as).id, as.id), {
    method,
    ...(method === 'POST' && { body: new URLSearchParams(body) }),
  })
  expect(answer.status).toBe(404)
  return { status: answer.status, body: await answer.text() }
}

function otherThan(shop: TestShop): TestShop {
  return shop === mine ? theirs : mine
}

function handleIn(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1)
}

function first() {
  return { 'if-none-match': '*' }
}
