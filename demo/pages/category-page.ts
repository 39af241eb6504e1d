import { html, raw } from 'hono/html'
import { bestSellers, productsIn, SORTS, type Sort } from '../catalog/catalog.ts'
import { type Category, findCategory, shelvesOf } from '../catalog/categories.ts'
import { countOf } from '../texts/texts.ts'
import { shelf } from './block.ts'
import { breadcrumbData, breadcrumbs, type Crumb, listing } from './listing.ts'
import type { Page, View } from './view.ts'

export interface CategoryRequest {
  category: Category
  sort: Sort
  page: number
  origin: string
}

/** One department or shelf: its sub-shelves, what is wanted there most, and all of it in the order asked for. */
export function categoryPage(view: View, { category, sort, page, origin }: CategoryRequest): Page {
  const { language, words } = view
  const { path, name } = category
  const department = path.split('/')[0]!
  const siblings = shelvesOf(department)
  const products = productsIn(path, sort)
  const here = `/${language}/c/${path}`
  const crumbs: Crumb[] = [
    { name: words.home, href: `/${language}` },
    ...(department === path
      ? []
      : [{ name: findCategory(department)!.name[language], href: `/${language}/c/${department}` }]),
    { name: name[language] },
  ]
  return {
    title: name[language],
    path: `/c/${path}`,
    context: { type: 'category', category: path },
    linkedData: [breadcrumbData(crumbs, origin)],
    body: html`
      ${breadcrumbs(crumbs)}
      <h1>${name[language]}</h1>
      ${
        siblings.length > 0
          ? html`<nav class="chips" aria-label="${words.menu}">
        <a class="chip" href="/${language}/c/${department}"${path === department ? raw(' aria-current="page"') : ''}>${words.all}</a>
        ${siblings.map((shelf) => html`<a class="chip" href="/${language}/c/${shelf.path}"${shelf.path === path ? raw(' aria-current="page"') : ''}>${shelf.name[language]}</a>`)}
      </nav>`
          : ''
      }
      ${page === 1 ? shelf(view, { placement: 'category-top', heading: words.categoryTop, products: bestSellers(4, { category: path }) }) : ''}
      <form class="sort" action="${here}">
        <span>${countOf('products', products.length, language)}</span>
        <label>${words.sort} <select name="sort" data-submit>${SORTS.map((option) => html`<option value="${option}"${option === sort ? raw(' selected') : ''}>${words[`sort_${option}`]}</option>`)}</select></label>
        <button class="button quiet" data-without-script>${words.apply}</button>
      </form>
      ${listing(view, products, page, (to) => `${here}?sort=${sort}&page=${to}`)}
    `,
  }
}
