import { expect, test } from 'vitest'
import { readSettings } from '../../../client/read-settings.ts'

const src = 'https://edge.it/pk_1/vicino.js'
const inlined = {
  shop: 'demo',
  key: 'pk_1',
  endpoint: '',
  languages: ['it'],
  consent: { mode: 'own' as const, version: '4' },
}

test.each([
  [
    'inlined settings',
    inlined,
    {},
    { shop: 'demo', key: 'pk_1', endpoint: 'https://edge.it', consent: { mode: 'own', version: '4' } },
  ],
  [
    'attributes alone',
    undefined,
    { key: 'pk_2' },
    { shop: 'pk_2', key: 'pk_2', endpoint: 'https://edge.it', consent: { mode: 'own', version: '1' } },
  ],
  [
    'the tag wins',
    inlined,
    { key: 'pk_3', endpoint: 'https://v.shop.it/x/', consent: 'manual' },
    { key: 'pk_3', endpoint: 'https://v.shop.it/x', consent: { mode: 'manual' } },
  ],
  ['another consent tool waits for its word', inlined, { consent: 'tcf' }, { consent: { mode: 'manual' } }],
  [
    'what is captured',
    inlined,
    { auto: 'page, cart', datalayer: 'layer', spa: 'off', debug: '' },
    { auto: ['page', 'cart'], dataLayer: 'layer', isSpa: false, isDebug: true },
  ],
  ['how long a block may be waited for', inlined, { blockWait: '5000' }, { blockWaitMs: 5000 }],
  ['not at all', inlined, { blockWait: '0' }, { blockWaitMs: 0 }],
  ['nonsense is the default', inlined, { blockWait: 'soon' }, { blockWaitMs: 300 }],
  [
    'everything by default',
    inlined,
    {},
    {
      auto: ['page', 'product', 'cart'],
      dataLayer: 'dataLayer',
      isSpa: true,
      blockWaitMs: 300,
      isDebug: false,
    },
  ],
] as const)('%s', (_name, settings, dataset, expected) => {
  expect(readSettings(settings as never, { src, dataset })).toMatchObject(expected)
})

test('without a key there is nothing to talk to', () => {
  expect(readSettings(undefined, { src, dataset: {} })).toBeNull()
})
