import { expect, test } from 'vitest'
import { progressBar } from '../../../../tools/local/progress-bar.ts'

function shownBy(isTTY: boolean, total: number, steps: number[]): string[] {
  const written: string[] = []
  const out = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream
  const show = progressBar('shoppers', total, out)
  for (const done of steps) show(done)
  return written
}

test('progressBar writes a line every fifth into a log', () => {
  const written = shownBy(false, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(written.map((line) => line.match(/\d+ %/)?.[0])).toEqual(['20 %', '40 %', '60 %', '80 %', '100 %'])
})

test('progressBar redraws one line on a terminal and ends it when done', () => {
  const written = shownBy(true, 4, [0, 2, 4])
  expect(written.slice(0, -1).every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
  expect(written.at(-1)).toMatch(/✓ shoppers \(\d+\.\d s\)\n$/)
})

test('progressBar does not redraw what did not change', () => {
  expect(shownBy(true, 1000, [500, 501, 502])).toHaveLength(1)
})
