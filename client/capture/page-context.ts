import type { PageContext } from '../../shared/schema/decide.ts'
import { redactUrl } from './redact-url.ts'

/** What the page shows of itself; plain data, so that the guesses below need no browser. */
export interface PageFacts {
  url: string
  width: number
  language: string
  languages: string[]
  /** `data-vicino-page`, `-product`, `-category`, `-query` of the body, and what `vicino.page({…})` stated. */
  stated: Partial<PageContext>
  /** What JSON-LD and `dataLayer` told. */
  seen: Partial<PageContext>
}

const QUERY_FIELDS = ['q', 's', 'query', 'search', 'search_query', 'search_term']

/** Where the shopper is: what the shop states, else what the page tells, else what the address lets guess. */
export function pageContext({ url, width, language, languages, stated, seen }: PageFacts): PageContext {
  const { pathname, searchParams } = new URL(url)
  const query = QUERY_FIELDS.map((name) => searchParams.get(name)).find(Boolean)
  const isHome = ['', ...languages].includes(pathname.replace(/^\/|\/$|\/?index\.html?$/g, ''))
  const type = seen.product ? 'product' : query ? 'search' : isHome ? 'home' : undefined
  return {
    url: redactUrl(url),
    language,
    device: width < 768 ? 'mobile' : width < 1024 ? 'tablet' : 'desktop',
    ...(type && { type }),
    ...(query && { query: redactUrl(query) }),
    ...seen,
    ...stated,
  }
}

/** The page's language as far as the shop speaks it: `it-IT` → `it`. */
export function pageLanguage(documentLanguage: string, languages: string[]): string {
  const language = documentLanguage.toLowerCase().split('-')[0]!
  return !languages.length ? language || 'en' : languages.includes(language) ? language : languages[0]!
}

/** What the shop states in its HTML: `<body data-vicino-page="category" data-vicino-category="shoes/boots">`. */
export function statedByBody(dataset: Readonly<Record<string, string | undefined>>): Partial<PageContext> {
  const { vicinoPage: type, vicinoProduct: product, vicinoCategory: category, vicinoQuery: query } = dataset
  const named = Object.entries({ type, product, category, query }).filter(([, value]) => value)
  return Object.fromEntries(named)
}
