import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkConfig } from '../../../../shared/schema/config/check.ts'
import { FIRST_CONFIG } from '../../../../tools/cli/commands/init.ts'
import { run } from '../../../../tools/cli/run.ts'
import { fakeTerminal } from './terminal.ts'

const FILE = 'vicino.config.jsonc'
const BROKEN = FIRST_CONFIG.replace('"product_viewed"', '"product_view"')

describe('check', () => {
  test.each([
    ['a good file', { [FILE]: FIRST_CONFIG }, 0, `${FILE}: no problems.\n`],
    ['a file with a mistake', { [FILE]: BROKEN }, 1, `${FILE}: 1 error.\n`],
    [
      'a good config beside a setup with a mistake',
      { [FILE]: FIRST_CONFIG, 'vicino.setup.jsonc': '{ "orders": "some" }' },
      1,
      'vicino.setup.jsonc: 1 error.\n',
    ],
  ])('%s', async (_name, files, exit, ending) => {
    const { terminal, written } = fakeTerminal(files as Record<string, string>)
    expect(await run(['check'], terminal)).toBe(exit)
    expect(written.out.endsWith(ending)).toBe(true)
  })

  test('reads standard input', async () => {
    const { terminal, written } = fakeTerminal({}, { readInput: () => FIRST_CONFIG })
    expect(await run(['check', '-'], terminal)).toBe(0)
    expect(written.out).toBe('-: no problems.\n')
  })

  test('--format json is the list of problems and nothing else', async () => {
    const { terminal, written } = fakeTerminal({ [FILE]: BROKEN })
    expect(await run(['check', '--format', 'json'], terminal)).toBe(1)
    expect(JSON.parse(written.out)).toEqual({
      files: [
        {
          file: FILE,
          problems: [
            {
              severity: 'error',
              code: 'C104',
              message: 'There is no event called "product_view".',
              pointer: '/segments/window-shoppers/who/all/0/did',
              path: 'segments > window-shoppers',
              line: 8,
              column: 18,
              length: 14,
              help: 'Did you mean "product_viewed"?',
            },
          ],
        },
      ],
    })
  })

  test('--format github is one annotation a problem', async () => {
    const { terminal, written } = fakeTerminal({ [FILE]: BROKEN })
    await run(['--format', 'github', 'check'], terminal)
    expect(written.out).toBe(
      '::error file=vicino.config.jsonc,line=8,col=18,endColumn=32,title=C104::There is no event called "product_view". Did you mean "product_viewed"?\n',
    )
  })

  test.each([
    ['a person is looking', { isTerminal: true }, true],
    ['the output goes to a file', { isTerminal: false }, false],
    ['NO_COLOR is set', { isTerminal: true, env: { NO_COLOR: '1' } }, false],
  ])('colours when %s: %o', async (_name, change, isColoured) => {
    const { terminal, written } = fakeTerminal({ [FILE]: BROKEN }, change)
    await run(['check'], terminal)
    expect(written.out.includes('\u001b[')).toBe(isColoured)
  })
})

describe('used wrongly', () => {
  test.each([
    ['an unknown command', ['chek'], 'unknown command'],
    ['an unknown option', ['check', '--colour'], 'unknown option'],
    ['a format there is not', ['check', '--format', 'xml'], 'Allowed choices are text, json, github'],
    ['no message', ['publish'], "required option '-m, --message <text>' not specified"],
    ['no such file', ['check', 'other.jsonc'], 'There is no file other.jsonc.'],
    ['no config here', ['check'], 'There is no vicino.config.jsonc here; vicino init writes a first one.'],
    ['a code there is not', ['explain', 'C999'], 'There is no code C999'],
    ['no Worker to ask', ['show', 'config'], 'Which Worker?'],
  ])('%s', async (_name, args, message) => {
    const { terminal, written } = fakeTerminal()
    expect(await run(args, terminal)).toBe(2)
    expect(written.error).toContain(message)
    expect(written.out).toBe('')
  })

  test('--help is no mistake', async () => {
    const { terminal, written } = fakeTerminal()
    expect(await run(['--help'], terminal)).toBe(0)
    expect(written.out).toContain('Usage: vicino')
  })
})

test('explain says more than the message did', async () => {
  const { terminal, written } = fakeTerminal()
  expect(await run(['explain', 'c112'], terminal)).toBe(0)
  expect(written.out).toMatch(/^C112 {2}A duration is a whole number and a unit/)
})

describe('init', () => {
  test('writes a config that passes the check without a warning', async () => {
    const { terminal } = fakeTerminal()
    expect(await run(['init'], terminal)).toBe(0)
    const text = readFileSync(join(terminal.cwd, FILE), 'utf8')
    expect(checkConfig(text, { now: terminal.now }).problems).toEqual([])
  })

  test('leaves a config that is there as it is', async () => {
    const { terminal } = fakeTerminal({ [FILE]: 'mine' })
    expect(await run(['init'], terminal)).toBe(1)
    expect(readFileSync(join(terminal.cwd, FILE), 'utf8')).toBe('mine')
  })
})
