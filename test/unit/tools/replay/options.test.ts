import { expect, test, vi } from 'vitest'
import { parseBenchOptions } from '../../../../tools/bench/options.ts'
import { parseReplayOptions } from '../../../../tools/replay/options.ts'

const complaint = (parse: () => unknown) => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    expect(parse).toThrow(/--help/)
    return written.mock.calls.map(([text]) => text).join('')
  } finally {
    written.mockRestore()
  }
}

test('replay: all shoppers, sixteen at once', () => {
  expect(parseReplayOptions(['log.tsv'])).toEqual({ file: 'log.tsv', concurrency: 16 })
  expect(parseReplayOptions(['log.tsv', '--shoppers', '20', '--concurrency', '4'])).toEqual({
    file: 'log.tsv',
    shoppers: 20,
    concurrency: 4,
  })
})

test.each([
  ['no file', [], /missing required argument 'file'/],
  ['half a shopper', ['log.tsv', '--shoppers', '1.5'], /whole number/],
  ['what it does not know', ['log.tsv', '--shopers', '2'], /Did you mean --shoppers/],
])('replay refuses %s', (_name, args, message) => {
  expect(complaint(() => parseReplayOptions(args))).toMatch(message)
})

test('bench: what is measured, how long and how often', () => {
  expect(parseBenchOptions(['decide', '--seconds', '2', '--rounds', '3'])).toMatchObject({
    subject: 'decide',
    seconds: 2,
    rounds: 3,
  })
})

test.each([
  ['another subject', ['think'], /one of decide, collect/],
  ['no time', ['decide', '--seconds', '0'], /above 0/],
])('bench refuses %s', (_name, args, message) => {
  expect(complaint(() => parseBenchOptions(args))).toMatch(message)
})
