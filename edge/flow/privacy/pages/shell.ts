import { html } from 'hono/html'
import type { Language } from './texts.ts'

export type Html = ReturnType<typeof html>

export interface Shell {
  language: Language
  title: string
  /** Lets this page's style through the policy. */
  nonce: string
  body: Html
}

/** One page without scripts, pictures or anything from elsewhere. */
export function shell({ language, title, nonce, body }: Shell): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>`
}

/** Nothing may be loaded, framed or kept; the address, which is a key, goes nowhere. */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex, nofollow',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}

const STYLE = html`
:root { color-scheme: light dark; --line: #c9c9d2; --soft: #f4f4f7; --text: #1b1b1f; --back: #fff; --accent: #1a4fb4; --on: #fff; --danger: #a3182a }
@media (prefers-color-scheme: dark) { :root { --line: #4a4a55; --soft: #24242b; --text: #ececf1; --back: #17171c; --accent: #8fb4ff; --on: #10131a; --danger: #ff9aa6 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 4rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; margin: 0 0 .5rem }
section { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 1.25rem 0 }
fieldset { border: 0; margin: 0 0 1rem; padding: 0 } legend { padding: 0; font-weight: 600; margin-bottom: .25rem }
label { display: flex; gap: .6rem; align-items: flex-start; padding: .35rem 0 }
input { width: 1.2rem; height: 1.2rem; margin: .15rem 0 0; flex: none; accent-color: var(--accent) }
button, .button { display: inline-block; font: inherit; font-weight: 600; min-height: 2.75rem; padding: .55rem 1.1rem; border: 2px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on); text-decoration: none; cursor: pointer }
.plain { background: transparent; color: var(--accent) } .danger { background: transparent; color: var(--danger); border-color: var(--danger) }
.note { background: var(--soft); border-left: 4px solid var(--accent); padding: .6rem .9rem; border-radius: .3rem }
dl { margin: 0; display: grid; grid-template-columns: minmax(7rem, 14rem) 1fr; gap: .2rem 1rem } dt { color: inherit; opacity: .75 } dd { margin: 0; overflow-wrap: anywhere }
.row { display: flex; flex-wrap: wrap; gap: .75rem } small { opacity: .75 }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } .row > * { width: 100%; text-align: center } }
`
