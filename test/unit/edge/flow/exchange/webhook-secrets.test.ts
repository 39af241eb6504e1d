import { expect, test } from 'vitest'
import { webhookSecrets } from '../../../../../edge/flow/exchange/webhook-secrets.ts'

const env = {
  COOKIE_SECRET: 'c',
  ADMIN_KEY: 'a',
  CRM: 'global',
  BIANCHI__CRM: 'of bianchi',
  SCARPE_ROSSI__CRM: 'of scarpe-rossi',
  'SCARPE-ROSSI__CRM': 'misspelt',
  BIANCHI__EMPTY: '',
  BIANCHI__NUMBER: 7,
  A__B__CRM: 'of a--b',
}

test.each([
  ['bianchi', 'env:CRM', 'of bianchi'],
  ['scarpe-rossi', 'env:CRM', 'of scarpe-rossi'],
  ['a--b', 'env:CRM', 'of a--b'],
])('%s may sign with %s: %s', (shop, reference, value) =>
  expect(webhookSecrets(env, shop, [reference])).toEqual({ ok: true, secrets: [value] }),
)

test.each([
  ['verdi', 'env:CRM'],
  ['bianchi', 'env:COOKIE_SECRET'],
  ['bianchi', 'env:ADMIN_KEY'],
  ['verdi', 'env:BIANCHI__CRM'],
  ['a', 'env:B__CRM'],
  ['bianchi', 'env:EMPTY'],
  ['bianchi', 'env:NUMBER'],
  ['bianchi', 'env:'],
  ['bianchi', 'CRM'],
  ['cookie', 'env:SECRET'],
])('%s has no %s', (shop, reference) => expect(webhookSecrets(env, shop, [reference]).ok).toBe(false))

test('one that is missing is none at all', () => {
  expect(webhookSecrets(env, 'bianchi', []).ok).toBe(false)
  expect(webhookSecrets(env, 'bianchi', ['env:CRM', 'env:MISSING'])).toEqual({
    ok: false,
    reason: 'secret env:MISSING is not set; it is the deployment’s BIANCHI__MISSING',
  })
})
