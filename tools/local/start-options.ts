import { parseArgs } from 'node:util'
import { SetupError } from '../setup/step.mjs'

export interface StartOptions {
  port: number
  /** Forget everything that earlier starts stored. */
  isFresh: boolean
  shop: 'demo' | 'replay'
  /** Fill the demo shop with simulated shoppers at its first start. */
  hasShoppers: boolean
}

export const startUsage = `npm start -- [--port 8787] [--shop demo|replay] [--fresh] [--no-shoppers]

  --port         where the shop listens on this machine
  --shop         the demo shop, or the items of the session log that npm run replay sent
  --fresh        forget what earlier starts stored
  --no-shoppers  leave the demo shop empty`

/** Options of `npm start`; a wrong one is refused with the remedy. */
export function parseStartOptions(args: string[]): StartOptions {
  const { port, shop, fresh, 'no-shoppers': noShoppers } = parse(args)
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535)
    throw new SetupError(`--port takes a number from 1 to 65535, not "${port}"`)
  if (shop !== 'demo' && shop !== 'replay') throw new SetupError(`--shop takes demo or replay, not "${shop}"`)
  return { port: Number(port), shop, isFresh: fresh, hasShoppers: !noShoppers }
}

function parse(args: string[]) {
  const options = {
    port: { type: 'string', default: '8787' },
    shop: { type: 'string', default: 'demo' },
    fresh: { type: 'boolean', default: false },
    'no-shoppers': { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args, options, strict: true }).values
  } catch (error) {
    throw new SetupError(`${(error as Error).message.split('. ')[0]}.\n\n${startUsage}`)
  }
}
