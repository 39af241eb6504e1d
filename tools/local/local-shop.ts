import { readFileSync } from 'node:fs'
import { writePrivately } from './private-file.ts'

/** A shop on this machine: where it is and its keys. The `vicino` command reads the file to know whom it talks to. */
export interface LocalShop {
  url: string
  shop: string
  publicKey: string
  secretKey: string
  identitySecret: string
}

/** `.vicino/local.json` is the demo shop; another shop has a file of its own beside it. */
export function localShopFile(shop: string): string {
  return shop === 'demo' ? '.vicino/local.json' : `.vicino/${shop}.json`
}

/** The shop as the last start left it, or undefined before the first. */
export function readLocalShop(shop: string): LocalShop | undefined {
  try {
    return JSON.parse(readFileSync(localShopFile(shop), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export function writeLocalShop(shop: LocalShop): void {
  writePrivately(localShopFile(shop.shop), shop)
}
