import type { Fields } from './block-fields.ts'
import { safeUrl } from './safe-url.ts'

/** Weighs nothing against the theme's own rules (`:where`), and arrives as a constructed sheet that CSP lets pass. */
const STYLE = `
:where(.vicino-items){display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:16px}
:where(.vicino-card){display:flex;flex-direction:column;gap:4px;color:inherit;text-decoration:none}
:where(.vicino-image){width:100%;aspect-ratio:1;object-fit:cover}
:where(.vicino-banner .vicino-image){aspect-ratio:auto;max-height:420px}
:where(.vicino-title){font-weight:600}
:where(.vicino-list-price){opacity:.65;margin-right:.5em}
`
let isStyled = false

/** A product card for blocks without a `<template>`. */
export function productCard(fields: Fields): HTMLElement {
  const card = link('vicino-card', fields.get('url'))
  card.append(image(fields.get('image'), ''), make('span', 'vicino-title', fields.get('title')))
  const price = make('span', 'vicino-price')
  if (fields.get('listPrice')) price.append(make('s', 'vicino-list-price', fields.get('listPrice')))
  price.append(fields.get('price') ?? '')
  card.append(price)
  if (fields.get('reviews')) {
    card.append(make('span', 'vicino-rating', `★ ${fields.get('rating')} (${fields.get('reviews')})`))
  }
  return card
}

/** A campaign or a piece of content for blocks without a `<template>`. */
export function contentCard(fields: Fields): HTMLElement {
  const card = link('vicino-card vicino-banner', fields.get('link'))
  if (fields.get('image')) card.append(image(fields.get('image'), fields.get('altText') ?? ''))
  card.append(make('strong', 'vicino-title', fields.get('title')))
  if (fields.get('text')) card.append(make('span', 'vicino-text', fields.get('text')))
  if (fields.get('button')) card.append(make('span', 'vicino-button', fields.get('button')))
  return card
}

/** The grid around default cards. */
export function cardGrid(): HTMLElement {
  if (!isStyled) {
    isStyled = true
    try {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(STYLE)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    } catch {
      // an old browser: the theme's own style has to do
    }
  }
  return make('div', 'vicino-items')
}

function link(className: string, url: string | undefined): HTMLElement {
  const element = make('a', className) as HTMLAnchorElement
  const safe = url && safeUrl(url)
  if (safe) element.href = safe
  return element
}

function image(url: string | undefined, alt: string): HTMLElement {
  const element = make('img', 'vicino-image') as HTMLImageElement
  element.alt = alt
  element.loading = 'lazy'
  const safe = url && safeUrl(url)
  if (safe) element.src = safe
  return element
}

function make(name: string, className: string, text?: string): HTMLElement {
  const element = document.createElement(name)
  element.className = className
  if (text) element.textContent = text
  return element
}
