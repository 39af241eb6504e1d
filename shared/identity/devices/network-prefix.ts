import { isPublicIpv4, isPublicIpv6 } from '../../lib/public-ip.ts'

/**
 * The part of an address that stands for a place: /24 of IPv4, /48 of IPv6, what one customer mostly has. Null for what
 * is no public address: those are the same everywhere.
 */
export function networkPrefix(address: string): string | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    const isPublic = address.split('.').every((part) => Number(part) <= 255) && isPublicIpv4(address)
    return isPublic ? `${address.split('.').slice(0, 3).join('.')}.0/24` : null
  }
  if (!address.includes(':') || !isPublicIpv6(address)) return null
  const [head = ''] = address.toLowerCase().split('::')
  const groups = head.split(':').map((group) => group.replace(/^0+(?=.)/, ''))
  while (groups.length < 3) groups.push('0')
  return `${groups.slice(0, 3).join(':')}::/48`
}
