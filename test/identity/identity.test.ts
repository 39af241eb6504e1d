import { expect, test } from 'vitest'
import { setStage } from '../model/stage.ts'
import { useEdge } from '../worker/harness.ts'
import { playAll, told } from './play-all.ts'

const edge = useEdge({ limits: { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 } })
const seeds = Array.from({ length: 300 }, (_, index) => index + 1)

test('any order and repetition of events, merges and splits gives the same people', async () => {
  const stage = await setStage(edge.runtime, await edge.createShop())
  const failures = await playAll(stage, seeds)
  expect(failures.map(told).join('\n\n')).toBe('')
})
