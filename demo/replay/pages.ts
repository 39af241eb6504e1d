import { html, raw } from 'hono/html'
import { inertJson } from '../pages/layout.ts'
import type { Markup } from '../pages/view.ts'
import type { Item, Items } from './items.ts'

interface ReplayPage {
  title: string
  type: 'home' | 'category' | 'product' | 'other'
  body: Markup
  linkedData?: object
}

/** The frame: the demo shop's style, none of its departments; a log has items and nothing else. */
export function replayLayout(page: ReplayPage, scriptUrl: string): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.title} · Replayed sessions</title>
  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/style.css">
  <link rel="stylesheet" href="/pages.css">
  ${page.linkedData ? html`<script type="application/ld+json">${inertJson(page.linkedData)}</script>` : ''}
  <script async src="${scriptUrl}"></script>
</head>
<body data-vicino-page="${page.type}">
  <a class="skip" href="#content">Skip to the content</a>
  <header class="header">
    <a class="logo" href="/">Replayed <b>sessions</b></a>
    <nav class="tools" aria-label="Shop"><a class="tool" href="/items">All items</a>
    <a class="tool" href="#privacy" data-vicino-privacy>Privacy</a></nav>
  </header>
  <main id="content">${page.body}</main>
</body>
</html>`
}

/** What the log's shoppers look at, the newest weighing most. Until Vicino answers: what they looked at most. */
export function replayHome(items: Items): ReplayPage {
  const fallback = items.all.slice(0, 24)
  return {
    title: 'Trending',
    type: 'home',
    body: html`${block('home', 'Trending', fallback, items)}
      <p><a class="button" href="/items">All ${items.all.length} items</a></p>`,
  }
}

const PER_PAGE = 48

/** Every item, the most looked-at first. Undefined = there is no such page. */
export function itemsPage(items: Items, number: number): ReplayPage | undefined {
  const pages = Math.ceil(items.all.length / PER_PAGE)
  const shown = items.all.slice((number - 1) * PER_PAGE, number * PER_PAGE)
  if (shown.length === 0) return undefined
  const link = (to: number, words: string) =>
    to >= 1 && to <= pages ? html`<a class="button quiet" href="/items?page=${to}">${words}</a> ` : ''
  return {
    title: `All items, page ${number} of ${pages}`,
    type: 'category',
    body: html`<h1>All items</h1><div class="shelf">${shown.map((item) => card(item, items))}</div>
      <nav aria-label="Pages"><p>${link(number - 1, 'Back')}${link(number + 1, 'On')} Page ${number} of ${pages}</p></nav>`,
  }
}

/** The page of one item, with what was viewed together with it. */
export function itemPage(item: Item, items: Items, origin: string): ReplayPage {
  const { id, category } = item
  return {
    title: `Item ${id}`,
    type: 'product',
    linkedData: {
      '@context': 'https://schema.org',
      '@type': 'Product',
      sku: id,
      name: `Item ${id}`,
      image: `${origin}${pictureOf(item)}`,
      ...(category && { category }),
    },
    body: html`<article class="product">
        <img class="product-picture" src="${pictureOf(item)}" alt="A still life that stands for item ${id}" width="600" height="600">
        <div class="product-facts"><h1>Item ${id}</h1>
          ${category ? html`<p class="brand">${category}</p>` : ''}
          ${item.price > 0 ? html`<p class="price">${money(item.price)}</p>` : ''}
          <p class="quiet-line">The log knows this item by its number alone; the picture is drawn from it.</p></div>
      </article>
      ${block('product', 'Viewed together', [], items, id)}`,
  }
}

function block(
  placement: string,
  heading: string,
  fallback: readonly Item[],
  items: Items,
  product?: string,
): Markup {
  const price = items.hasPrices ? html`<span class="card-price">{{price}}</span>` : ''
  return html`<section class="shelf-section"><h2>${heading}</h2>
    <vicino-block class="shelf" placement="${placement}"${product ? html` product="${product}"` : ''}>
      ${fallback.map((item) => card(item, items))}
      <template><a class="card" href="{{url}}" data-because="{{because}}">
        <img src="{{image}}" alt="" width="300" height="300" loading="lazy">
        <span class="card-title">{{title}}</span>${price}</a></template>
    </vicino-block></section>`
}

function card(item: Item, { hasPrices }: Items): Markup {
  return html`<a class="card" href="/p/${raw(encodeURIComponent(item.id))}">
    <img src="${pictureOf(item)}" alt="" width="300" height="300" loading="lazy">
    <span class="card-title">Item ${item.id}</span>
    ${hasPrices && item.price > 0 ? html`<span class="card-price">${money(item.price)}</span>` : ''}</a>`
}

function pictureOf({ id }: Item): string {
  return `/pictures/${encodeURIComponent(id)}.svg`
}

function money(cents: number): string {
  return `€ ${(cents / 100).toFixed(2)}`
}
