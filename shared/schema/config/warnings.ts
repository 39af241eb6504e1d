import { conditionSites } from './condition-nodes.ts'
import type { Config } from './config.ts'
import { localMoment } from './local-moment.ts'
import type { Finding } from './problem.ts'
import type { Path } from './raw.ts'

/** Legal but probably not meant. Looks at a file that has no errors. */
export function configWarnings(config: Config, now: number | undefined): Finding[] {
  return [
    ...unusedSegments(config),
    ...(now === undefined ? [] : endedCampaigns(config, now)),
    ...campaignsOutOfPlace(config),
    ...emptyPlacements(config),
    ...missingTranslations(config),
    ...variantsNobodySees(config),
  ]
}

/** Dates in the wrong order: an error, though only a whole config can show it. */
export function dateFindings(config: Config): Finding[] {
  const { timezone } = config.shop
  return entries(config.campaigns).flatMap(([name, { from, until }]) => {
    const findings: Finding[] = []
    for (const [key, text] of Object.entries({ from, until })) {
      if (text !== undefined && Number.isNaN(localMoment(text, timezone))) {
        findings.push({ code: 'C110', path: ['campaigns', name, key], message: `There is no date ${text}.` })
      }
    }
    if (
      from !== undefined &&
      until !== undefined &&
      localMoment(until, timezone, 'end') <= localMoment(from, timezone)
    ) {
      findings.push({
        code: 'C110',
        path: ['campaigns', name, 'until'],
        message: `It ends before it begins (${from}).`,
      })
    }
    return findings
  })
}

function unusedSegments(config: Config): Finding[] {
  const used = new Set(
    conditionSites(config).flatMap(({ nodes }) =>
      nodes.flatMap(({ node, head }) =>
        head === 'inSegment' || head === 'notInSegment' ? [node[head]] : [],
      ),
    ),
  )
  return Object.keys(config.segments ?? {})
    .filter((name) => !used.has(name))
    .map((name) => ({
      code: 'C301',
      path: ['segments', name],
      message: `Nothing refers to the segment "${name}".`,
    }))
}

function endedCampaigns(config: Config, now: number): Finding[] {
  return entries(config.campaigns)
    .filter(
      ([, { status, until }]) =>
        status !== 'off' && until && localMoment(until, config.shop.timezone, 'end') <= now,
    )
    .map(([name, { until }]) => ({
      code: 'C302',
      path: ['campaigns', name, 'until'],
      message: `The campaign "${name}" ended (${until}).`,
    }))
}

function campaignsOutOfPlace(config: Config): Finding[] {
  return entries(config.campaigns).flatMap(([name, { where }]) =>
    where.flatMap((placement, i): Finding[] =>
      config.placements?.[placement]?.shows.campaigns
        ? []
        : [
            {
              code: 'C303',
              path: ['campaigns', name, 'where', i],
              message: `The placement "${placement}" does not show campaigns.`,
            },
          ],
    ),
  )
}

function emptyPlacements(config: Config): Finding[] {
  const aimed = new Set(Object.values(config.campaigns ?? {}).flatMap(({ where }) => where))
  return entries(config.placements)
    .filter(([name, { shows, otherwise }]) => shows.campaigns && !otherwise && !aimed.has(name))
    .map(([name]) => ({
      code: 'C304',
      path: ['placements', name],
      message: `No campaign is shown in "${name}", and it has no "otherwise".`,
    }))
}

function missingTranslations(config: Config): Finding[] {
  const texts: [Path, unknown][] = [
    ...entries(config.recommendations).flatMap(([name, { name: heading }]): [Path, unknown][] => [
      [['recommendations', name, 'name'], heading],
    ]),
    ...entries(config.content).flatMap(([name, block]) => fields(block, ['content', name])),
    ...entries(config.campaigns).flatMap(([name, { variants }]) =>
      entries(variants).flatMap(([variant, block]) =>
        fields(block, ['campaigns', name, 'variants', variant]),
      ),
    ),
  ]
  return texts.flatMap(([path, text]) => {
    if (typeof text !== 'object' || text === null) return []
    const missing = config.shop.languages.filter((language) => !(language in text))
    if (missing.length === 0) return []
    return [
      { code: 'C305' as const, path, message: `"${path.at(-1)}" is missing in: ${missing.join(', ')}.` },
    ]
  })
}

function fields(block: object, path: Path): [Path, unknown][] {
  return Object.entries(block).map(([key, value]) => [[...path, key], value])
}

function variantsNobodySees(config: Config): Finding[] {
  return entries(config.campaigns).flatMap(([name, { variants }]) => {
    const [first, ...others] = Object.keys(variants)
    if (others.length === 0) return []
    return [
      {
        code: 'C306' as const,
        path: ['campaigns', name, 'variants'],
        message: `Everyone sees "${first}": sharing out by "split" is not supported yet.`,
      },
    ]
  })
}

function entries<Value>(record: Record<string, Value> | undefined): [string, Value][] {
  return Object.entries(record ?? {})
}
