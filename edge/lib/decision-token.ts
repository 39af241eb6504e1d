import type { Env } from '../env.ts'
import { fromBase64Url, toBase64Url, toBytes } from './digest.ts'
import { hmac, macText, verifyHmac } from './hmac.ts'

/**
 * What was shown. The token of it travels through the browser, comes back with impressions and clicks, and is stored
 * with these events as it came: whoever makes figures from them has to ask {@link readDecision} first.
 */
export interface ShownDecision {
  /** The decision it belongs to; all blocks of one answer share it. */
  id: string
  placement: string
  strategy?: string
  campaign?: string
  variant?: string
  items?: string[]
  configVersion: number
}

type Secrets = Pick<Env, 'COOKIE_SECRET'>

/** `<base64url of JSON>.<base64url of HMAC-SHA256>`, signed per shop: nobody else can make one up. */
export async function signDecision(env: Secrets, shop: string, decision: ShownDecision): Promise<string> {
  const body = toBase64Url(toBytes(JSON.stringify(decision)))
  return `${body}.${toBase64Url(await hmac(env.COOKIE_SECRET, macText('decision', shop, body)))}`
}

/** The decision in a token, or undefined for one that this shop did not sign. */
export async function readDecision(
  env: Secrets,
  shop: string,
  token: string,
): Promise<ShownDecision | undefined> {
  const [body = '', mac = ''] = token.split('.', 2)
  const bytes = fromBase64Url(mac)
  const json = fromBase64Url(body)
  if (!bytes || !json || !(await verifyHmac(env.COOKIE_SECRET, macText('decision', shop, body), bytes)))
    return undefined
  return JSON.parse(new TextDecoder().decode(json)) as ShownDecision
}
