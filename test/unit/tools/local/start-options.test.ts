import { expect, test } from 'vitest'
import { parseStartOptions } from '../../../../tools/local/start-options.ts'

const usual = { port: 8787, shop: 'demo', isFresh: false, hasShoppers: true }

test.each([
  ['nothing', [], usual],
  ['a port', ['--port', '8788'], { ...usual, port: 8788 }],
  ['a port with =', ['--port=9000'], { ...usual, port: 9000 }],
  [
    'the replay shop, empty and fresh',
    ['--shop', 'replay', '--fresh', '--no-shoppers'],
    { port: 8787, shop: 'replay', isFresh: true, hasShoppers: false },
  ],
])('parseStartOptions takes %s', (_name, args, expected) => {
  expect(parseStartOptions(args)).toEqual(expected)
})

test.each([
  ['a port that is no number', ['--port', 'x'], '--port takes a number from 1 to 65535, not "x"'],
  ['a port out of range', ['--port', '70000'], '--port takes a number from 1 to 65535, not "70000"'],
  ['an unknown shop', ['--shop', 'shoes'], '--shop takes demo or replay, not "shoes"'],
  ['an unknown option', ['--prot', '1'], "Unknown option '--prot'."],
])('parseStartOptions refuses %s with the remedy', (_name, args, message) => {
  expect(() => parseStartOptions(args)).toThrow(message)
})
