import { expect, test } from 'vitest'
import { useEdge } from '../worker/harness.ts'
import { playSeeds, setStage, told } from './stage.ts'

const edge = useEdge({ limits: { LIMIT_ADDRESS: 1e6, LIMIT_KEY: 1e6, LIMIT_SECRET: 1e6 } })
const seeds = Array.from({ length: 100 }, (_, index) => index + 1)

test('a person is what the documents say, whatever was sent, in whatever order', async () => {
  const stage = await setStage(edge.runtime, await edge.createShop())
  const failures = await playSeeds(stage, seeds)
  expect(failures.map(told).join('\n\n')).toBe('')
})
