import { HEADS } from './condition.ts'
import { blocksOf, isBlock, listOf, type Path, type Raw } from './raw.ts'

/** One condition inside another, with the block it belongs to. */
export interface ConditionNode {
  node: Raw
  path: Path
  /** 1 for the outermost. */
  depth: number
  head: (typeof HEADS)[number] | undefined
}

/** A place of the file where a condition stands: whole rule by whole rule. */
export interface ConditionSite {
  path: Path
  nodes: ConditionNode[]
}

/** Every rule of a config: of segments, of campaigns, of journeys and their steps. */
export function conditionSites(data: Raw): ConditionSite[] {
  return [
    ...blocksOf(data, 'segments').flatMap(([name, block]) => site(block, ['segments', name], ['who'])),
    ...blocksOf(data, 'campaigns').flatMap(([name, block]) =>
      site(block, ['campaigns', name], ['who', 'goal']),
    ),
    ...blocksOf(data, 'journeys').flatMap(([name, block]) => [
      ...site(block, ['journeys', name], ['start', 'who', 'stop']),
      ...stepSites(block.steps, ['journeys', name, 'steps']),
    ]),
  ]
}

function stepSites(steps: unknown, path: Path): ConditionSite[] {
  return listOf(steps).flatMap((step, i) => {
    if (!isBlock(step)) return []
    const here = [...path, i]
    return [
      ...site(step, here, ['waitFor', 'if']),
      ...stepSites(step.do, [...here, 'do']),
      ...stepSites(step.otherwise, [...here, 'otherwise']),
    ]
  })
}

function site(block: Raw, path: Path, keys: string[]): ConditionSite[] {
  return keys
    .filter((key) => block[key] !== undefined)
    .map((key) => ({ path: [...path, key], nodes: [...conditionNodes(block[key], [...path, key])] }))
}

function* conditionNodes(value: unknown, path: Path, depth = 1): Generator<ConditionNode> {
  if (!isBlock(value)) return
  const head = HEADS.find((name) => Object.hasOwn(value, name))
  yield { node: value, path, depth, head }
  for (const group of ['all', 'any', 'none', 'inOrder']) {
    for (const [i, inner] of listOf(value[group]).entries()) {
      yield* conditionNodes(inner, [...path, group, i], depth + 1)
    }
  }
}
