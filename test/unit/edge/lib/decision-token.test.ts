import { expect, test } from 'vitest'
import { readDecision, signDecision } from '../../../../edge/lib/decision-token.ts'

const SECRETS = { COOKIE_SECRET: 'a secret of the deployment' }
const DECISION = { id: 'd-1', placement: 'hero', campaign: 'boots-10', variant: 'a', configVersion: 3 }

test('a decision comes back as it was signed', async () => {
  const token = await signDecision(SECRETS, 'bianchi', DECISION)
  expect(await readDecision(SECRETS, 'bianchi', token)).toEqual(DECISION)
})

test('one of another shop, another deployment or nobody is none', async () => {
  const token = await signDecision(SECRETS, 'bianchi', DECISION)
  const [body, mac] = token.split('.') as [string, string]
  const forged = Buffer.from(JSON.stringify({ ...DECISION, campaign: 'vip' })).toString('base64url')
  expect(await readDecision(SECRETS, 'rossi', token)).toBeUndefined()
  expect(await readDecision({ COOKIE_SECRET: 'other' }, 'bianchi', token)).toBeUndefined()
  for (const text of [`${forged}.${mac}`, `${body}.`, body, `${body}.${body}`, '', '.', 'ü.ü'])
    expect(await readDecision(SECRETS, 'bianchi', text)).toBeUndefined()
})
