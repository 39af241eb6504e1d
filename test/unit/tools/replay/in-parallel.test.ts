import { expect, test } from 'vitest'
import { first } from '../../../../tools/replay/first.ts'
import { inParallel } from '../../../../tools/replay/in-parallel.ts'
import { allOf } from './all-of.ts'

async function* numbers(upTo: number, taken: number[] = []) {
  for (let index = 0; index < upTo; index += 1) {
    taken.push(index)
    yield index
  }
}

test('works on each item once and takes no more than there is room for', async () => {
  const taken: number[] = []
  const done: number[] = []
  let most = 0
  await inParallel(numbers(50, taken), 4, async (item) => {
    most = Math.max(most, taken.length - done.length)
    await Promise.resolve()
    done.push(item)
  })
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index))
  expect(most).toBeLessThanOrEqual(5)
})

test('the first failure ends it and is told', async () => {
  const taken: number[] = []
  const work = async (item: number) => {
    if (item === 3) throw new Error('broken')
  }
  await expect(inParallel(numbers(1000, taken), 2, work)).rejects.toThrow('broken')
  expect(taken.length).toBeLessThan(20)
})

test('first gives so many and no more', async () => {
  const taken: number[] = []
  expect(await allOf(first(numbers(10, taken), 3))).toEqual([0, 1, 2])
  expect(taken).toEqual([0, 1, 2])
  expect(await allOf(first(numbers(2)))).toEqual([0, 1])
})
