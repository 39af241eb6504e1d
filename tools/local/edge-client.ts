import { SetupError } from '../setup/step.mjs'

export interface ShopKeys {
  publicKey: string
  secretKey: string
  identitySecret: string
}

/** The few calls of the edge's API that setting up a shop takes. Every unexpected answer becomes one sentence. */
export interface EdgeClient {
  /** The new shop's keys, or undefined when the shop was there already: keys are told once. */
  makeShop(shop: string, body: { name: string; origins: string[] }): Promise<ShopKeys | undefined>
  /** Publishes a first version; what a person has published since stays. */
  publishFirst(path: '/v1/config' | '/v1/setup', secretKey: string, jsonc: string): Promise<void>
  putCatalog(secretKey: string, products: unknown[]): Promise<void>
}

export function edgeClient(url: string, adminKey: string): EdgeClient {
  const put = async (
    path: string,
    key: string,
    body: string,
    fine: number[],
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(new URL(path, url), {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await response.text()
    if (!response.ok && !fine.includes(response.status))
      throw new SetupError(`PUT ${path} answered ${response.status}: ${text.slice(0, 2000)}`)
    return { status: response.status, text }
  }
  return {
    makeShop: async (shop, body) => {
      const { text } = await put(`/v1/shops/${shop}`, adminKey, JSON.stringify(body), [])
      const keys = JSON.parse(text) as Partial<ShopKeys>
      return keys.secretKey ? (keys as ShopKeys) : undefined
    },
    publishFirst: async (path, secretKey, jsonc) => {
      const alreadyThere = 412
      await put(path, secretKey, jsonc, [alreadyThere], { 'if-none-match': '*' })
    },
    putCatalog: async (secretKey, products) => {
      await put('/v1/catalog', secretKey, JSON.stringify({ products }), [])
    },
  }
}
