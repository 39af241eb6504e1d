import { html, raw } from 'hono/html'
import { categories, departments, isWithin } from '../catalog/categories.ts'
import { LANGUAGES } from '../lib/language.ts'
import type { Markup, Page, View } from './view.ts'

const languageNames = { it: 'Italiano', pl: 'Polski', en: 'English' }

/** The frame of every page. Scripts are files; what they need from the server travels as inert JSON. */
export function layout(view: View, page: Page): Markup {
  const { language, words } = view
  const { type, category = '', query = '' } = page.context
  return html`<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.title} · Scarpe Bianchi</title>
  <meta name="description" content="${words.tagline}">
  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/style.css">
  <link rel="stylesheet" href="/pages.css">
  ${LANGUAGES.map((other) => html`<link rel="alternate" hreflang="${other}" href="/${other}${page.path}">`)}
  ${(page.linkedData ?? []).map((data) => html`<script type="application/ld+json">${inertJson(data)}</script>`)}
  <script type="application/json" id="shop-data">${inertJson(page.data ?? {})}</script>
  <script defer src="/shop.js"></script>
  <script async src="${view.scriptUrl}"${view.blockWait ? html` data-block-wait="${view.blockWait}"` : ''}></script>
</head>
<body data-vicino-page="${type}" data-vicino-category="${category}" data-vicino-query="${query}">
  <a class="skip" href="#content">${words.skip}</a>
  <p class="strip">${words.strip}</p>
  ${header(view, page)}
  <main id="content">${page.body}</main>
  ${footer(view)}
</body>
</html>`
}

/** JSON for a script element: `<` cannot end it early, whatever a text says. */
export function inertJson(data: unknown): Markup {
  return raw(JSON.stringify(data).replaceAll('<', '\\u003c'))
}

function header({ language, words, visitor }: View, page: Page): Markup {
  const pieces = visitor.cart.reduce((sum, line) => sum + line.quantity, 0)
  const current = page.context.category ?? ''
  return html`<header class="header">
    <a class="logo" href="/${language}" aria-label="Scarpe Bianchi, ${words.home}">Scarpe <b>Bianchi</b></a>
    <form class="search" action="/${language}/search" role="search">
      <input type="search" name="q" required maxlength="80" value="${page.context.query ?? ''}" aria-label="${words.search}" placeholder="${words.searchHint}">
      <button aria-label="${words.search}">${icon('M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5')}</button>
    </form>
    <nav class="tools" aria-label="${words.account}">
      <span class="languages">${LANGUAGES.map(
        (other) =>
          html`<a href="/${other}${page.path}" lang="${other}" hreflang="${other}" title="${languageNames[other]}"${other === language ? raw(' aria-current="true"') : ''}>${other.toUpperCase()}</a>`,
      )}</span>
      <a class="tool" href="/${language}/${visitor.customer ? 'account' : 'login'}">${icon('M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c1-5 4-7 8-7s7 2 8 7')}<span>${visitor.customer ? words.account : words.signIn}</span></a>
      <a class="tool" href="/${language}/cart">${icon('M5 8h14l1 13H4zM9 10V6a3 3 0 0 1 6 0v4')}<span>${words.cart}</span><b id="cart-count"${pieces ? '' : raw(' hidden')}>${pieces}</b></a>
    </nav>
    <nav class="menu" aria-label="${words.menu}">${departments.map(
      ({ path, name }) =>
        html`<a href="/${language}/c/${path}"${current && isWithin(current, path) ? raw(' aria-current="true"') : ''}>${name[language]}</a>`,
    )}</nav>
  </header>`
}

function footer({ language, words }: View): Markup {
  const shelves = categories.filter(({ path }) =>
    ['shoes/boots', 'shoes/sneakers', 'clothing/jackets', 'bags/backpacks', 'gift-cards'].includes(path),
  )
  return html`<footer class="footer">
    <div>
      <p class="logo">Scarpe <b>Bianchi</b></p>
      <p>${words.tagline}<br>${words.footerAddress}</p>
    </div>
    <nav aria-label="${words.footerShop}"><h2>${words.footerShop}</h2>${shelves.map(({ path, name }) => html`<a href="/${language}/c/${path}">${name[language]}</a>`)}</nav>
    <nav aria-label="${words.footerHelp}"><h2>${words.footerHelp}</h2>
      <a href="/${language}/account">${words.orders}</a>
      <a href="#privacy" data-vicino-privacy>${words.privacy}</a>
    </nav>
    <p class="footer-note">${words.footerNote} ${words.cookieNote}</p>
  </footer>`
}

function icon(path: string): Markup {
  return raw(
    `<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`,
  )
}
