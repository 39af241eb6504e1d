import { Hono } from 'hono'
import { makeOrder } from '../orders/make-order.ts'
import { cartPage } from '../pages/cart-page.ts'
import { checkoutPage } from '../pages/checkout-page.ts'
import { notFoundPage } from '../pages/not-found-page.ts'
import { thankYouPage } from '../pages/thank-you-page.ts'
import { CartChange, CheckoutForm } from './forms.ts'
import { respond } from './respond.ts'
import type { ShopContext, ShopHono } from './shop-hono.ts'
import {
  customerState,
  identification,
  openSession,
  randomHex,
  session,
  vicinoHandle,
  viewFor,
} from './visitor.ts'

/** From the cart to the thank-you page. */
export const cartRoutes = new Hono<ShopHono>()

cartRoutes.get('/cart', async (c) => {
  const view = await viewFor(c)
  return respond(c, view, cartPage(view))
})

cartRoutes.post('/cart/add', changeCart)
cartRoutes.post('/cart/change', changeCart)

cartRoutes.get('/checkout', async (c) => {
  const view = await viewFor(c)
  if (view.visitor.cart.length === 0) return c.redirect(`/${view.language}/cart`)
  return respond(c, view, checkoutPage(view, await identification(c, view)))
})

cartRoutes.post('/checkout', async (c) => {
  const view = await viewFor(c)
  const form = CheckoutForm.safeParse(await c.req.parseBody())
  if (!form.success) return respond(c, view, notFoundPage(view, true), 400)
  const { language, visitor } = view
  const order = makeOrder({ ...form.data, ...visitor, language, now: Date.now(), random: randomHex(5) })
  if (!order) return c.redirect(`/${language}/cart`, 303)
  await openSession(c).placeOrder(order, vicinoHandle(c))
  if (visitor.customer) await customerState(c, visitor.customer.email).keepOrder(order)
  return c.redirect(`/${language}/thank-you/${order.id}`, 303)
})

cartRoutes.get('/thank-you/:order', async (c) => {
  const order = await session(c)?.order(c.req.param('order'))
  if (!order) return c.notFound()
  const view = await viewFor(c)
  return respond(c, view, thankYouPage(view, order, await identification(c, view)))
})

/** Answers /shop.js with the new count, and a plain form with the cart. */
async function changeCart(c: ShopContext): Promise<Response> {
  const form = CartChange.safeParse(await c.req.parseBody())
  if (!form.success) {
    const view = await viewFor(c)
    return respond(c, view, notFoundPage(view, true), 400)
  }
  const { cart } = await openSession(c).changeCart(form.data)
  if (c.req.header('accept') !== 'application/json') return c.redirect(`/${c.get('language')}/cart`, 303)
  return c.json({ pieces: cart.reduce((sum, line) => sum + line.quantity, 0) })
}
