import { canonicalName, EVENT_NAMES } from '../event-names.ts'
import { ABOUT_NAMES, ABOUT_NAMES_TO_COME } from './about-names.ts'
import { conditionSites } from './condition-nodes.ts'
import type { Finding } from './problem.ts'
import { blocksOf, isBlock, listOf, namesOf, type Path, type Raw } from './raw.ts'
import { nearest, suggestion } from './suggest.ts'

/** What is known of a shop beyond the file, from its data; without it only the names built in are known. */
export interface Known {
  /** Event name → how often it arrived in the last 30 days. */
  events?: Readonly<Record<string, number>>
  /** Traits that were seen. */
  fields?: readonly string[]
}

/** Names that are used but not defined: segments, placements, recommendations, content, campaigns, events, fields. */
export function referenceFindings(data: Raw, known: Known): Finding[] {
  return [...definedFindings(data), ...eventFindings(data, known), ...aboutFindings(data, known)]
}

interface Use {
  noun: string
  collection: string
  name: unknown
  path: Path
}

function definedFindings(data: Raw): Finding[] {
  return [...segmentUses(data), ...placementUses(data), ...campaignUses(data), ...journeyUses(data)]
    .filter((use): use is Use & { name: string } => typeof use.name === 'string')
    .flatMap(({ noun, collection, name, path }) => {
      const names = namesOf(data, collection)
      if (names.includes(name)) return []
      return [
        {
          code: 'C105' as const,
          path,
          message: `There is no ${noun} called "${name}".`,
          help: suggestion(name, names),
        },
      ]
    })
}

function segmentUses(data: Raw): Use[] {
  return conditionSites(data).flatMap(({ nodes }) =>
    nodes.flatMap(({ node, path, head }) =>
      head === 'inSegment' || head === 'notInSegment'
        ? [{ noun: 'segment', collection: 'segments', name: node[head], path: [...path, head] }]
        : [],
    ),
  )
}

function placementUses(data: Raw): Use[] {
  return blocksOf(data, 'placements').flatMap(([name, placement]) =>
    ['shows', 'otherwise'].flatMap((part) => {
      const shown = placement[part]
      if (!isBlock(shown)) return []
      const path = ['placements', name, part]
      return [
        {
          noun: 'recommendation',
          collection: 'recommendations',
          name: shown.recommendation,
          path: [...path, 'recommendation'],
        },
        { noun: 'content', collection: 'content', name: shown.content, path: [...path, 'content'] },
      ]
    }),
  )
}

function campaignUses(data: Raw): Use[] {
  return blocksOf(data, 'campaigns').flatMap(([campaign, block]) =>
    listOf(block.where).map((name, i) => placementUse(name, ['campaigns', campaign, 'where', i])),
  )
}

function placementUse(name: unknown, path: Path): Use {
  return { noun: 'placement', collection: 'placements', name, path }
}

function journeyUses(data: Raw): Use[] {
  const inSteps = (steps: unknown, path: Path): Use[] =>
    listOf(steps).flatMap((step, i) => {
      if (!isBlock(step)) return []
      const here = [...path, i]
      return [
        { noun: 'campaign', collection: 'campaigns', name: step.show, path: [...here, 'show'] },
        placementUse(step.in, [...here, 'in']),
        ...inSteps(step.do, [...here, 'do']),
        ...inSteps(step.otherwise, [...here, 'otherwise']),
      ]
    })
  return blocksOf(data, 'journeys').flatMap(([name, block]) =>
    inSteps(block.steps, ['journeys', name, 'steps']),
  )
}

function eventFindings(data: Raw, { events = {} }: Known): Finding[] {
  const names = [...new Set([...EVENT_NAMES, ...Object.keys(events)])]
  return conditionSites(data).flatMap(({ nodes }) =>
    nodes.flatMap(({ node, path, head }): Finding[] => {
      const name = head === 'did' || head === 'didNot' ? node[head] : undefined
      if (typeof name !== 'string' || names.includes(name)) return []
      const canonical = canonicalName(name)
      const meant = canonical !== name && names.includes(canonical) ? canonical : nearest(name, names)
      const at = [...path, head!]
      if (meant === undefined) {
        return [{ code: 'C307', path: at, message: `No event called "${name}" has arrived so far.` }]
      }
      return [
        {
          code: 'C104',
          path: at,
          message: `There is no event called "${name}".`,
          help: meantEvent(meant, events[meant]),
        },
      ]
    }),
  )
}

function meantEvent(name: string, seen: number | undefined): string {
  const evidence = seen ? `  (seen ${seen.toLocaleString('en')} times in the last 30 days)` : ''
  return `Did you mean "${name}"?${evidence}`
}

function aboutFindings(data: Raw, { fields }: Known): Finding[] {
  const names = [...ABOUT_NAMES, ...(fields ?? [])]
  return conditionSites(data).flatMap(({ nodes }) =>
    nodes.flatMap(({ node, path, head }): Finding[] => {
      const name = head === 'about' ? node.about : undefined
      if (typeof name !== 'string' || names.includes(name)) return []
      const at = [...path, 'about']
      if (ABOUT_NAMES_TO_COME.includes(name)) {
        return [{ code: 'C200', path: at, message: `"${name}" is not supported yet.` }]
      }
      const meant = nearest(name, [...names, ...ABOUT_NAMES_TO_COME])
      if (meant !== undefined) {
        return [
          {
            code: 'C108',
            path: at,
            message: `Nothing is known about "${name}".`,
            help: `Did you mean "${meant}"?`,
          },
        ]
      }
      return fields
        ? [{ code: 'C308', path: at, message: `Nobody has a trait called "${name}" so far.` }]
        : []
    }),
  )
}
