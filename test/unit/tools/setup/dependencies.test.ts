import { expect, test } from 'vitest'
import { dependenciesAreCurrent, installFailure, npmCommand } from '../../../../tools/setup/dependencies.mjs'

test.each([
  ['nothing is installed', 100, 0, false],
  ['the lock file changed since', 200, 100, false],
  ['installed after the lock file', 100, 200, true],
  ['installed in the same instant', 100, 100, true],
])('dependenciesAreCurrent: %s', (_name, lockAt, installedAt, expected) => {
  expect(dependenciesAreCurrent(lockAt, installedAt)).toBe(expected)
})

test.each([
  [
    'no name service',
    'npm error code ENOTFOUND\nnpm error network request to …',
    'The npm registry cannot be reached',
  ],
  ['refused connection', 'npm error code ECONNREFUSED', 'The npm registry cannot be reached'],
  ['read-only folder', 'npm error code EROFS', 'npm may not write to node_modules'],
  ['full disk', 'npm error code ENOSPC', 'The disk is full'],
  ['a broken lock file', 'npm error code EUSAGE\nnpm error', 'npm ci failed (EUSAGE)'],
])('installFailure says in one sentence: %s', (_name, output, expected) => {
  const sentence = installFailure(output)
  expect(sentence).toContain(expected)
  expect(sentence).not.toContain('\n')
})

test.each([
  [
    'run by npm',
    { npm_execpath: '/lib/npm-cli.js', npm_node_execpath: '/bin/node' },
    ['/bin/node', '/lib/npm-cli.js'],
  ],
  [
    'run by another package manager',
    { npm_execpath: '/lib/pnpm.cjs', npm_node_execpath: '/bin/node' },
    ['npm'],
  ],
  ['run by hand', {}, ['npm']],
])('npmCommand: %s', (_name, env, expected) => {
  expect(npmCommand(env)).toEqual(expected)
})
