import { expect, test } from 'vitest'
import { shopVariables } from '../../../../tools/local/shop-variables.ts'

test('only variables of a shop are handed on', () => {
  const ours = { DEMO__CRM_SECRET: 'a', SCARPE_ROSSI__MAILER: 'b', '3X__KEY': 'c' }
  const others = {
    PATH: '/bin',
    ALLOW_LOCAL_WEBHOOKS: 'false',
    COOKIE_SECRET: 'x',
    __CF_USER_TEXT_ENCODING: '0x1F5',
    npm_config__auth: 'x',
    demo__crm_secret: 'x',
    DEMO__: 'x',
    DEMO__unset: 'x',
    DEMO__UNSET: undefined,
  }
  expect(shopVariables({ ...others, ...ours })).toEqual(ours)
})
