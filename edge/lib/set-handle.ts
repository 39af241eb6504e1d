import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import { clearedCookie, type Handle, handleCookie } from './handle.ts'

/** Writes the cookie where it changes: a new handle, or none any more because consent was withdrawn. */
export async function setHandle(
  c: Context<AppEnv>,
  shop: string,
  { newHandle, isRevoked }: { newHandle?: Handle | undefined; isRevoked: boolean },
): Promise<void> {
  if (isRevoked) c.header('Set-Cookie', clearedCookie(shop))
  else if (newHandle) c.header('Set-Cookie', await handleCookie(c.env, shop, newHandle))
}
