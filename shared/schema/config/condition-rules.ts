import { durationMs } from '../../lib/duration.ts'
import { type ConditionNode, type ConditionSite, conditionSites } from './condition-nodes.ts'
import type { Finding } from './problem.ts'
import { isBlock, type Raw, valueAt } from './raw.ts'

const MAX_DEPTH = 10
const MAX_NODES = 500

/** How long events are kept unless `keep` says otherwise; orders stay as long as the customer does. */
export const KEEP_DEFAULTS = { behaviour: '13mo', customers: '36mo' } as const

/** What a condition's shape cannot say: bounds that fit together, windows that are kept, a readable size. */
export function conditionFindings(data: Raw): Finding[] {
  return conditionSites(data).flatMap((site) => [
    ...sizeFindings(site),
    ...site.nodes.flatMap((node) => [...windowFindings(node, data), ...boundFindings(node)]),
  ])
}

function sizeFindings({ path, nodes }: ConditionSite): Finding[] {
  const deep = nodes.find(({ depth }) => depth > MAX_DEPTH)
  const findings: Finding[] = []
  if (deep) {
    findings.push({
      code: 'C113',
      path: deep.path,
      message: `Conditions are nested more than ${MAX_DEPTH} levels deep here.`,
    })
  }
  if (nodes.length > MAX_NODES) {
    findings.push({
      code: 'C114',
      path,
      message: `This rule has ${nodes.length} conditions; ${MAX_NODES} is the most.`,
    })
  }
  return findings
}

function windowFindings({ node, path, head }: ConditionNode, data: Raw): Finding[] {
  if (typeof node.within !== 'string' || (head !== 'did' && head !== 'didNot')) return []
  const isOrder = String(node[head]).startsWith('order_')
  const kept = isOrder ? 'customers' : 'behaviour'
  const stated = valueAt(data, ['keep', kept])
  const limit = typeof stated === 'string' && durationMs(stated) !== null ? stated : KEEP_DEFAULTS[kept]
  if ((durationMs(node.within) ?? 0) <= durationMs(limit)!) return []
  const noun = isOrder ? 'Orders are' : 'Behaviour is'
  return [
    {
      code: 'C115',
      path: [...path, 'within'],
      message: `${noun} kept for ${limit}, so "${node.within}" looks too far back.`,
    },
  ]
}

function boundFindings({ node, path, head }: ConditionNode): Finding[] {
  const findings: Finding[] = []
  const says = (where: string, message: string) =>
    findings.push({ code: 'C117', path: [...path, where], message })
  if (head === 'about' && !Object.keys(node).some((key) => key !== 'about' && key !== 'of')) {
    says('about', `What about "${node.about}"? An operator such as "is", "atLeast" or "exists" is missing.`)
  }
  for (const [block, value] of Object.entries(node)) {
    if (block === 'where' && isBlock(value)) {
      for (const [field, test] of Object.entries(value)) {
        if (isBlock(test) && isEmptyRange(test)) findings.push(contradiction([...path, 'where', field], test))
      }
    }
    if ((block === 'times' || block === 'total') && isBlock(value) && isEmptyRange(value)) {
      findings.push(contradiction([...path, block], value))
    }
  }
  if (isBlock(node.times) && node.times.exactly !== undefined && Object.keys(node.times).length > 1) {
    says('times', '"exactly" stands alone.')
  }
  if (node.about === 'affinity') findings.push(...affinityFindings(node.of, path))
  if (head === 'about' && isEmptyRange({ ...node, is: true })) findings.push(contradiction(path, node))
  return findings
}

/** Affinity is always to something; what it can be to is what the shop's events tell of every product. */
function affinityFindings(of: unknown, path: Finding['path']): Finding[] {
  const known = ['category', 'brand']
  const help = 'Add "of": { "category": "shoes" } or "of": { "brand": "Bianchi" }.'
  if (!isBlock(of)) return [{ code: 'C117', path: [...path, 'about'], message: 'Affinity to what?', help }]
  return Object.keys(of)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      code: 'C102',
      path: [...path, 'of', key],
      message: `Affinity is of a category or a brand, not of a "${key}".`,
      isAboutKey: true,
    }))
}

function contradiction(path: Finding['path'], block: Raw): Finding {
  const message =
    block.atLeast !== undefined && block.atMost !== undefined
      ? `Nothing is at least ${block.atLeast} and at most ${block.atMost}.`
      : 'Nothing is asked here: an operator such as "atLeast" is missing.'
  return { code: 'C117', path, message }
}

/** No operator at all, or bounds with nothing between them. */
function isEmptyRange(block: Raw): boolean {
  const hasOperator = Object.keys(block).some((key) => key !== 'of')
  const { atLeast, atMost } = block
  return !hasOperator || (typeof atLeast === 'number' && typeof atMost === 'number' && atLeast > atMost)
}
