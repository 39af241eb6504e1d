import { isPublicIpv4, isPublicIpv6 } from './public-ip.ts'

/** The part of the platform's URL parser used here; every runtime of ours has it. */
declare const URL: new (
  text: string,
) => { protocol: string; hostname: string; port: string; username: string; password: string; href: string }

export type PublicUrl = { ok: true; url: string } | { ok: false; reason: string }

const MAX_LENGTH = 2048

/** Names that never lead to the public internet, and names that anybody can point inwards (RFC 6761, 6762, 8375, 9476). */
const INTERNAL_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
  'arpa',
  'onion',
  'alt',
  'test',
  'example',
  'invalid',
  'nip.io',
  'sslip.io',
  'xip.io',
  'localtest.me',
  'lvh.me',
  'vcap.me',
  'lacolhost.com',
]

/** What a parser drops or turns around silently: such an address reads as one thing and means another. */
const DECEPTIVE = /[\u0000-\u0020\u007f-\u00a0\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/

/**
 * Whether our servers may call an address that a shop has configured: https, default port, no credentials, and a
 * host on the public internet. The URL parser comes first: it turns decimal, octal, hexadecimal and full-width
 * forms of an address into the one that would be called. What a public name resolves to is the platform's concern:
 * Workers cannot reach private networks.
 *
 * @param allowLocal also take http and any port of this very machine, for local runs
 */
export function publicUrl(text: string, { allowLocal = false } = {}): PublicUrl {
  if (text.length > MAX_LENGTH) return refused(`longer than ${MAX_LENGTH} characters`)
  if (DECEPTIVE.test(text)) return refused('spaces, control characters and backslashes are not allowed')
  const url = parse(text)
  if (!url) return refused('not a URL')
  if (url.username !== '' || url.password !== '') return refused('credentials do not belong in a URL')
  const host = url.hostname.replace(/\.$/, '')
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:'
  if (allowLocal && isHttp && isLoopback(host)) return { ok: true, url: url.href }
  if (url.protocol !== 'https:') return refused('only https is allowed')
  if (url.port !== '') return refused('only the default port is allowed')
  if (!isPublicHost(host)) return refused(`${host || 'an empty host'} is not on the public internet`)
  return { ok: true, url: url.href }
}

function parse(text: string) {
  try {
    return new URL(text)
  } catch {
    // The parser says no only this way.
    return null
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function isPublicHost(host: string): boolean {
  if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicIpv4(host)
  if (!host.includes('.') || host.includes('..') || host.startsWith('.')) return false
  return !INTERNAL_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))
}

function refused(reason: string): PublicUrl {
  return { ok: false, reason }
}
