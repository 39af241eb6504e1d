import { expect, test } from 'vitest'
import { networkPrefix } from '../../../../../shared/identity/devices/network-prefix.ts'

test.each([
  ['81.2.69.142', '81.2.69.0/24'],
  ['81.2.69.7', '81.2.69.0/24'],
  ['2a02:0b08:1::1', '2a02:b08:1::/48'],
  ['2A02:B08:1:ffff:1:2:3:4', '2a02:b08:1::/48'],
  ['2a02::1', '2a02:0:0::/48'],
  ['127.0.0.1', null],
  ['192.168.1.7', null],
  ['::1', null],
  ['fe80::1', null],
  ['::ffff:81.2.69.142', null],
  ['81.2.69.999', null],
  ['81.2.69', null],
  ['nonsense', null],
  ['', null],
])('%s is a place in %s', (address, prefix) => expect(networkPrefix(address)).toBe(prefix))
