import { deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { disguisesOf, isHiddenIn } from '../../worker/disguises.ts'

const TEXT = 'canary7f3a9e'
const around = (bytes: Buffer) => Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')])

test.each<[string, Buffer]>([
  ['as it is', Buffer.from(TEXT)],
  ['in UTF-16', Buffer.from(TEXT, 'utf16le')],
  ['in UTF-16, big-endian', Buffer.from(TEXT, 'utf16le').swap16()],
  ...['', 'x', 'xy'].map((before): [string, Buffer] => [
    `in base64, behind “${before}”`,
    Buffer.from(Buffer.from(`${before}${TEXT} and more`).toString('base64')),
  ]),
  ['in base64url', Buffer.from(Buffer.from(`??>${TEXT}`).toString('base64url'))],
  ['in hex', Buffer.from(Buffer.from(TEXT).toString('hex'))],
  ['percent-encoded', Buffer.from([...Buffer.from(TEXT)].map((byte) => `%${byte.toString(16)}`).join(''))],
  ['gzipped', gzipSync(`{"name":"${TEXT}"}`)],
  ['deflated', deflateSync(`{"name":"${TEXT}"}`)],
  ['in base64, gzipped', gzipSync(Buffer.from(`xx${TEXT}`).toString('base64'))],
])('a text is found %s', (_how, bytes) => expect(isHiddenIn(around(bytes), disguisesOf(TEXT))).toBe(true))

test('another text is not', () => {
  const others = [Buffer.from('canary7f3a9f'), gzipSync('canary'), Buffer.from('Y2FuYXJ5')]
  expect(others.filter((bytes) => isHiddenIn(around(bytes), disguisesOf(TEXT)))).toEqual([])
})
