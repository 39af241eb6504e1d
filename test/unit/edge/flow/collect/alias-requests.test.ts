import { expect, test } from 'vitest'
import { aliasRequests } from '../../../../../edge/flow/collect/alias-requests.ts'
import type { ReadEvent } from '../../../../../shared/schema/intake/read-item.ts'

const event = (more: Partial<ReadEvent>) => ({ type: 'alias', time: 5, ...more }) as ReadEvent
const events = [
  event({ userId: 'u1', previousId: 'a1' }),
  event({ userId: 'u2', previousId: 'u2' }),
  event({ type: 'track', userId: 'u3' }),
]

test('the secret key asks for what its alias calls name; an id is itself already', () => {
  expect(aliasRequests(events, { role: 'secret' })).toEqual([{ previousId: 'a1', userId: 'u1', time: 5 }])
})

test('the public key asks for nothing', () => {
  expect(aliasRequests(events, { role: 'public' })).toEqual([])
})
