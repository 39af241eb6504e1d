import { redactUrl } from './redact-url.ts'

/** The page as events carry it, in Segment's field names. */
export function pageProperties(referrer: string): Record<string, string> {
  const { href, pathname, search } = location
  return {
    url: redactUrl(href),
    path: redactUrl(pathname),
    search: redactUrl(search),
    title: document.title,
    referrer: redactUrl(referrer),
  }
}
