import { html } from 'hono/html'
import type { ShopProduct } from '../catalog/shop-product.ts'
import { price } from '../texts/texts.ts'
import type { Markup, View } from './view.ts'

/** A product in a list. The same card serves the shop's own lists and, with `{{fields}}`, Vicino's blocks. */
export function productCard(product: ShopProduct, { language }: View): Markup {
  const isReduced = product.listPrice !== undefined
  return html`<a class="card" href="${product.url[language]}">
    <img src="${product.image}" alt="" width="300" height="300" loading="lazy">
    <span class="card-title">${product.title[language]}</span>
    <span class="card-price">${price(product.price.amount, language)}${isReduced ? html` <s>${price(product.listPrice!.amount, language)}</s>` : ''}</span>
    <span class="card-rating">★ ${product.rating.toLocaleString(language)} <small>(${product.reviews})</small></span>
  </a>`
}

/** The card as a `<template>`: the block fills the names in, escaped, and drops what has no value. */
export function cardTemplate(): Markup {
  return html`<template><a class="card" href="{{url}}" data-because="{{because}}">
    <img src="{{image}}" alt="" width="300" height="300" loading="lazy">
    <span class="card-title">{{title}}</span>
    <span class="card-price">{{price}} <s data-vicino-if="listPrice">{{listPrice}}</s></span>
    <span class="card-rating" data-vicino-if="reviews">★ {{rating}} <small>({{reviews}})</small></span>
  </a></template>`
}
