/**
 * The address if a shop's page may link to it (http, https, relative), else null. The URL parser decides, so that
 * `java\nscript:` and friends are seen as the browser would see them.
 */
export function safeUrl(url: string): string | null {
  try {
    return /^https?:$/.test(new URL(url, 'https://shop.invalid/').protocol) ? url : null
  } catch {
    return null // not an address at all
  }
}
