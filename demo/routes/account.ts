import { Hono } from 'hono'
import { customerId } from '../identity/proof.ts'
import { accountPage, loginPage } from '../pages/account-pages.ts'
import { LoginForm } from './forms.ts'
import { respond } from './respond.ts'
import type { ShopHono } from './shop-hono.ts'
import { customerState, identification, openSession, session, viewFor } from './visitor.ts'

/** Written on the login page: there is nothing to protect in a demonstration. */
const DEMO_PASSWORD = 'demo'

/** Signing in and out, orders to look back on, returns. */
export const accountRoutes = new Hono<ShopHono>()

accountRoutes.get('/login', async (c) => {
  const view = await viewFor(c)
  return respond(c, view, loginPage(view, false))
})

accountRoutes.post('/login', async (c) => {
  const view = await viewFor(c)
  const form = LoginForm.safeParse(await c.req.parseBody())
  if (!form.success || form.data.password !== DEMO_PASSWORD)
    return respond(c, view, loginPage(view, true), 401)
  const { email } = form.data
  await openSession(c).signIn({ id: await customerId(email), email })
  return c.redirect(`/${view.language}/account`, 303)
})

accountRoutes.post('/logout', async (c) => {
  await session(c)?.signOut()
  return c.redirect(`/${c.get('language')}`, 303)
})

accountRoutes.get('/account', async (c) => {
  const view = await viewFor(c)
  const { customer } = view.visitor
  if (!customer) return c.redirect(`/${view.language}/login`)
  const orders = await customerState(c, customer.email).orders()
  return respond(c, view, accountPage(view, orders, await identification(c, view)))
})

accountRoutes.post('/account/orders/:order/return', async (c) => {
  const { visitor, language } = await viewFor(c)
  if (!visitor.customer) return c.redirect(`/${language}/login`, 303)
  const { line = [] } = await c.req.parseBody({ all: true })
  const positions = [line].flat().map(Number).filter(Number.isInteger)
  await customerState(c, visitor.customer.email).returnOrderLines(c.req.param('order'), positions)
  return c.redirect(`/${language}/account`, 303)
})
