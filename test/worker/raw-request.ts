import type { TestEdge, TestShop } from './harness.ts'
import { FROM_SHOP } from './visitor.ts'

/** What a browser may post to, below `/v1/`. */
export const PUBLIC = [
  'track',
  't',
  'identify',
  'i',
  'page',
  'p',
  'screen',
  's',
  'group',
  'g',
  'alias',
  'a',
  'batch',
  'b',
  'decide',
]
/** Every route that takes a body. */
export const WITH_BODY = [
  'POST orders',
  'PUT catalog',
  'PUT config',
  'PUT setup',
  ...PUBLIC.map((path) => `POST ${path}`),
]

export interface Reply {
  status: number
  type: string
  text: string
}

/** Posts as it is, with the key that the route wants. */
export async function send(
  { edge, shop }: { edge: TestEdge; shop: TestShop },
  method: string,
  path: string,
  body: RequestInit['body'],
  headers: object = {},
): Promise<Reply> {
  const isSecret = !PUBLIC.includes(path)
  const response = await fetch(`${edge.runtime.edgeUrl}/v1/${path}`, {
    method,
    headers: {
      ...FROM_SHOP,
      authorization: `Bearer ${isSecret ? shop.secretKey : shop.publicKey}`,
      'content-type': 'application/json',
      ...(isSecret && { 'if-none-match': '*' }),
      ...headers,
    },
    body: body ?? null,
  })
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  }
}
