import type { ShopState } from './state/shop-state.ts'

/** What demo/wrangler.toml binds. */
export interface DemoEnv {
  /** The edge, reached without leaving the machine. */
  VICINO: Fetcher
  SHOP_STATE: DurableObjectNamespace<ShopState>
  VICINO_SHOP: string
  /** The items of the replayed log, for the shop `replay`; see demo/replay/items.ts. */
  REPLAY_ITEMS: string
  VICINO_ORIGIN: string
  /** `data-block-wait` of the script tag, in ms; empty = the script's own. */
  VICINO_BLOCK_WAIT?: string
  VICINO_PUBLIC_KEY: string
  VICINO_SECRET_KEY: string
  VICINO_IDENTITY_SECRET: string
}
