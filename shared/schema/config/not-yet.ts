import { conditionSites } from './condition-nodes.ts'
import type { Finding } from './problem.ts'
import { blocksOf, isBlock, type Path, type Raw, valueAt } from './raw.ts'
import type { Strategy } from './recommendation.ts'

const CONFIG_KEYS = ['journeys', 'choose', 'limits', 'quietHours', 'holdout', 'counted']
const SETUP_KEYS = ['feeds', 'reserve', 'rates']
const RECOMMENDATION_KEYS = ['prefer', 'pin', 'proof']
const CAMPAIGN_KEYS = ['goal', 'worth', 'split', 'limit']
const STRATEGIES_NOW: readonly Strategy[] = ['trending', 'viewed-together', 'recently-viewed', 'personal']

/** Parts of the language that this version cannot honour. Saying so beats leaving them out in silence. */
export function configNotYet(data: Raw): Finding[] {
  return [
    ...keys(data, [], CONFIG_KEYS),
    ...conditionSites(data)
      .filter(({ path }) => path[0] !== 'journeys') // refused as a whole above
      .flatMap(({ nodes }) => nodes.flatMap(({ node, path }) => keys(node, path, ['inOrder', 'matching']))),
    ...blocksOf(data, 'recommendations').flatMap(([name, block]) =>
      recommendation(block, ['recommendations', name]),
    ),
    ...blocksOf(data, 'campaigns').flatMap(([name, block]) => [
      ...keys(block, ['campaigns', name], CAMPAIGN_KEYS),
      ...blocksOf(block, 'variants').flatMap(([variant, content]) =>
        keys(content, ['campaigns', name, 'variants', variant], ['coupons']),
      ),
    ]),
  ]
}

/** The same for the setup file. */
export function setupNotYet(data: Raw): Finding[] {
  const tool = valueAt(data, ['consent', 'tool'])
  return [
    ...keys(data, [], SETUP_KEYS),
    ...(typeof tool === 'string' && tool !== 'banner'
      ? [notYet(['consent', 'tool'], `The consent tool "${tool}"`)]
      : []),
    ...(data.orders === 'all' ? [notYet(['orders'], 'Counting orders that nobody has confirmed')] : []),
    ...keys(data.consent, ['consent'], ['texts']),
    ...blocksOf(data, 'sendTo').flatMap(([name, destination]) => [
      ...(typeof destination.type === 'string' && destination.type !== 'webhook'
        ? [notYet(['sendTo', name, 'type'], `A destination of type "${destination.type}"`)]
        : []),
      ...keys(destination, ['sendTo', name], ['channels']),
    ]),
  ]
}

function recommendation(block: Raw, path: Path): Finding[] {
  const use = Array.isArray(block.use) ? block.use : []
  return [
    ...keys(block, path, RECOMMENDATION_KEYS),
    ...use.flatMap((name, i) =>
      STRATEGIES_NOW.includes(name) ? [] : [notYet([...path, 'use', i], `The strategy "${name}"`)],
    ),
    ...keys(block.only, [...path, 'only'], ['brand', 'inStockInTheirSize', 'price']),
    ...keys(block.never, [...path, 'never'], ['brand']),
    ...keys(block.variety, [...path, 'variety'], ['perCategory']),
  ]
}

function keys(block: unknown, path: Path, unsupported: readonly string[]): Finding[] {
  if (!isBlock(block)) return []
  return unsupported
    .filter((key) => Object.hasOwn(block, key))
    .map((key) => ({ ...notYet([...path, key], `"${key}"`), isAboutKey: true }))
}

function notYet(path: Path, what: string): Finding {
  return { code: 'C200', path, message: `${what} is not supported yet.` }
}
