import { html } from 'hono/html'
import { bestSellers, productsIn } from '../catalog/catalog.ts'
import { departments, shelvesOf } from '../catalog/categories.ts'
import { hero, shelf } from './block.ts'
import { productCard } from './card.ts'
import type { Page, View } from './view.ts'

/** The front page: the season's banner, the departments, and what sells. */
export function homePage(view: View): Page {
  const { language, words } = view
  const loved = bestSellers(16)
  const pictured = bestSellers(1, { category: 'shoes/boots' })[0]!
  return {
    title: words.tagline,
    path: '',
    context: { type: 'home' },
    body: html`
      ${hero({ title: words.heroTitle, text: words.heroText, button: words.heroButton, link: `/${language}/c/shoes/boots`, image: pictured.image, altText: pictured.title[language] })}
      <section class="departments" aria-label="${words.departments}">${departments.map(({ path, name }) => {
        const best = bestSellers(1, { category: shelvesOf(path)[0]?.path ?? path, except: [pictured.id] })[0]!
        return html`<a class="department" href="/${language}/c/${path}"><img src="${best.image}" alt="" width="300" height="300"><span>${name[language]}</span></a>`
      })}</section>
      ${shelf(view, { placement: 'home-for-you', heading: words.bestSellers, decidedHeading: words.forYou, products: loved.slice(0, 8) })}
      <section class="story">
        <div><h2>${words.workshopTitle}</h2><p>${words.workshopText}</p></div>
        <img src="${bestSellers(1, { category: 'accessories/care' })[0]!.image}" alt="" width="300" height="300" loading="lazy">
      </section>
      ${shelf(view, { placement: 'home-trending', heading: words.trendingNow, products: loved.slice(8, 16) })}
      <section class="shelf-section"><h2>${words.newIn}</h2><div class="shelf">${productsIn('shoes', 'new')
        .slice(0, 4)
        .map((product) => productCard(product, view))}</div></section>
    `,
  }
}
