import type { Block, Refusal } from '../../shared/schema/decide.ts'
import type { Answer, TestShop } from './harness.ts'

export const ALL_CONSENT = { analytics: true, personalization: true, marketing: { email: true, ads: true } }

/** What a browser adds to a call from a page of the shop's own site. */
export const FROM_SHOP = { origin: 'https://shop.example', 'sec-fetch-site': 'same-site' }

/** The same from somebody else's page that the shop has listed. */
export const FROM_ELSEWHERE = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }

export interface DecideAnswer {
  accepted: number
  duplicates: number
  withheld: number
  invalid: Refusal[]
  blocks: Record<string, Block>
}

/** One browser in the shop: keeps the cookie it is given, says yes to everything unless the body says otherwise. */
export class Visitor {
  readonly #shop: TestShop
  cookie: string | undefined

  constructor(shop: TestShop, cookie?: string) {
    this.#shop = shop
    this.cookie = cookie
  }

  /** The profile that the cookie's events belong to. */
  get profile(): string {
    const [, profile] = /\.([pc]_[0-9a-f]{32})\./.exec(this.cookie ?? '') ?? []
    if (!profile) throw new Error(`No profile in the cookie: ${this.cookie}`)
    return profile
  }

  async post<Body = DecideAnswer>(path: string, body: object, headers: Record<string, string> = FROM_SHOP) {
    const answer = await this.#shop.browser.post<Body>(
      path,
      { consent: ALL_CONSENT, ...body },
      { ...headers, ...(this.cookie && { cookie: this.cookie }) },
    )
    const [pair] = answer.headers.getSetCookie()
    if (pair !== undefined) this.cookie = /Max-Age=0/.test(pair) ? undefined : pair.split(';', 1)[0]
    return answer
  }

  decide(body: object = {}, headers?: Record<string, string>): Promise<Answer<DecideAnswer>> {
    return this.post('/v1/decide', body, headers)
  }

  /** Looks at products, one event each. */
  view(...products: string[]): Promise<Answer<DecideAnswer>> {
    return this.decide({ events: products.map((id) => viewed(id)) })
  }

  /** Names of the placements that show something. */
  async sees(...placements: string[]): Promise<string[]> {
    return Object.keys((await this.decide({ placements })).body.blocks)
  }
}

let messagesMade = 0

export function messageId(): string {
  return `m-${++messagesMade}-${Math.random().toString(36).slice(2)}`
}

export function viewed(id: string, extra: object = {}) {
  return {
    type: 'track',
    event: 'Product Viewed',
    messageId: messageId(),
    properties: { product_id: id },
    ...extra,
  }
}

/** The ids of the products a block shows; none where there is no block, or it shows something else. */
export function itemsOf(block: Block | undefined): string[] {
  return block && 'items' in block ? block.items.map(({ id }) => id) : []
}
