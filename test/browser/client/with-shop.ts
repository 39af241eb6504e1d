import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { type StubShop, startStubShop } from './stub-shop.ts'

/** A shopper's browser at a stub shop, fresh for each test. Fails the test if the page threw. */
export interface Visit {
  shop: StubShop
  page: Page
  context: BrowserContext
}

/** Sets up one Chromium and one stub shop for a file of tests; the returned object is filled before each test. */
export function withShop(): Visit {
  const visit = {} as Visit
  let browser: Browser
  let faults: string[]
  beforeAll(async () => {
    ;[browser, visit.shop] = await Promise.all([launchChromium(), startStubShop()])
  })
  afterAll(async () => {
    await browser?.close()
    await visit.shop?.close()
  })
  beforeEach(async () => {
    visit.shop.reset()
    faults = []
    visit.context = await browser.newContext()
    visit.page = await visit.context.newPage()
    visit.page.on('pageerror', (error) => faults.push(error.message))
  })
  afterEach(async () => {
    await visit.context.close()
    if (faults.length) throw new Error(`The page threw: ${faults.join('; ')}`)
  })
  return visit
}

/** Every trace the script could leave in the browser. */
export async function traces({
  page,
  context,
}: Visit): Promise<{ keys: string[]; cookies: string[]; databases: string[] }> {
  const found = await page.evaluate(async () => ({
    keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).map((database) => database.name ?? ''),
  }))
  return { ...found, cookies: (await context.cookies()).map((cookie) => cookie.name) }
}

/** Waits until the condition holds; fails with what it saw last. */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  isDone: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + 8000
  for (;;) {
    const value = await look()
    if (isDone(value)) return value
    if (Date.now() > deadline) throw new Error(`Waited in vain; last seen: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

export async function accept({ page, shop }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Accetta' }).click()
  await eventually(
    () => shop.seen.length,
    (count) => count > 0,
  )
}
