import { Hono } from 'hono'
import { findProduct, SORTS, type Sort } from '../catalog/catalog.ts'
import { findCategory } from '../catalog/categories.ts'
import { categoryPage } from '../pages/category-page.ts'
import { homePage } from '../pages/home-page.ts'
import { productPage } from '../pages/product-page.ts'
import { searchPage } from '../pages/search-page.ts'
import { respond } from './respond.ts'
import type { ShopHono } from './shop-hono.ts'
import { viewFor } from './visitor.ts'

/** Looking around: front page, shelves, search, products. */
export const browseRoutes = new Hono<ShopHono>()

browseRoutes.get('/', async (c) => {
  const view = await viewFor(c)
  return respond(c, view, homePage(view))
})

browseRoutes.get('/c/:path{.+}', async (c) => {
  const category = findCategory(c.req.param('path'))
  if (!category) return c.notFound()
  const view = await viewFor(c)
  const sort = SORTS.find((known) => known === c.req.query('sort')) ?? ('popular' satisfies Sort)
  return respond(
    c,
    view,
    categoryPage(view, {
      category,
      sort,
      page: pageNumber(c.req.query('page')),
      origin: originOf(c.req.url),
    }),
  )
})

browseRoutes.get('/search', async (c) => {
  const view = await viewFor(c)
  const query = (c.req.query('q') ?? '').trim().slice(0, 80)
  return respond(c, view, searchPage(view, query, pageNumber(c.req.query('page'))))
})

browseRoutes.get('/p/:id', async (c) => {
  const product = findProduct(c.req.param('id'))
  if (!product) return c.notFound()
  const view = await viewFor(c)
  return respond(
    c,
    view,
    productPage(view, { product, colour: c.req.query('colour'), origin: originOf(c.req.url) }),
  )
})

const originOf = (url: string) => new URL(url).origin

function pageNumber(text: string | undefined): number {
  const wanted = Number.parseInt(text ?? '1', 10)
  return Number.isFinite(wanted) ? wanted : 1
}
