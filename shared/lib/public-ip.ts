/** IPv4 blocks that are not globally reachable: IANA special-purpose registry, multicast and reserved. */
const NOT_PUBLIC_V4: readonly [base: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Within 2000::/3, the only part of IPv6 in public use, what is not: Teredo and its kin, documentation, 6to4. */
const NOT_PUBLIC_V6: readonly [base: string, bits: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

/** Whether a dotted IPv4 address, as a URL parser writes it, is on the public internet. */
export function isPublicIpv4(address: string): boolean {
  const value = ipv4Number(address)
  return !NOT_PUBLIC_V4.some(([base, bits]) => (value ^ ipv4Number(base)) >>> (32 - bits) === 0)
}

/**
 * Whether an IPv6 address (without brackets) is on the public internet. Forms that carry an IPv4 address inside
 * (mapped, translated, 6to4) are outside 2000::/3 or listed, so they are refused whatever they carry.
 */
export function isPublicIpv6(address: string): boolean {
  const groups = ipv6Groups(address)
  if (groups === null || !startsWith(groups, ipv6Groups('2000::')!, 3)) return false
  return !NOT_PUBLIC_V6.some(([base, bits]) => startsWith(groups, ipv6Groups(base)!, bits))
}

function ipv4Number(address: string): number {
  return address.split('.').reduce((value, part) => (value << 8) | Number(part), 0)
}

function ipv6Groups(address: string): number[] | null {
  const [head = '', tail, ...rest] = address.split('::')
  if (rest.length > 0) return null
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const parts = [...left, ...Array<string>(missing).fill('0'), ...right]
  return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))
    ? parts.map((part) => Number.parseInt(part, 16))
    : null
}

function startsWith(groups: readonly number[], base: readonly number[], bits: number): boolean {
  for (let index = 0; index * 16 < bits; index++) {
    const drop = Math.max(0, 16 - (bits - index * 16))
    if (groups[index]! >> drop !== base[index]! >> drop) return false
  }
  return true
}
