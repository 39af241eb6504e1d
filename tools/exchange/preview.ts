import { rowOf } from '../../shared/exchange/import/row.ts'
import { type EventKind, readGroup } from '../../shared/exchange/import/rows-to-events.ts'
import type { FilePlan } from './plan-file.ts'

const EXAMPLES = 5

/** What goes where, what is ignored, and what five rows become; nothing is sent. */
export function preview(plan: FilePlan): string {
  const { file, header, columns, settings, sample } = plan
  const width = Math.max(...header.map(({ length }) => Math.min(length, 40)))
  const goes = header.flatMap((name, at) =>
    columns[at] ? [`  ${name.padEnd(width)}  →  ${columns[at]}`] : [],
  )
  const ignored = header.filter((_name, at) => !columns[at])
  return [
    `${file}: ${settings.kind}, from "${settings.source}"`,
    `  amounts in ${settings.currency} unless a row says otherwise, times of ${settings.timezone}${settings.order ? `, dates ${settings.order}` : ''}`,
    '',
    ...goes,
    '',
    ignored.length > 0
      ? `Ignored: ${ignored.join(', ')}. A mapping keeps one: { "columns": { ${JSON.stringify(ignored[0])}: "trait:${traitName(ignored[0]!)}" } }`
      : 'Nothing is ignored.',
    '',
    ...sample.slice(0, EXAMPLES).flatMap((row) => example(plan, row)),
  ].join('\n')
}

function example(
  { columns, settings, header }: FilePlan,
  { line, cells }: FilePlan['sample'][number],
): string[] {
  if (settings.kind === 'ad-costs')
    return [`line ${line}  ${JSON.stringify(rowOf(columns, cells, line).cells)}`]
  const read = readGroup(settings.kind as EventKind, [rowOf(columns, cells, line)], settings)
  if ('refused' in read)
    return read.refused.map(
      ({ field, reason }) => `line ${line}  refused: ${header[columns.indexOf(field)] ?? field}: ${reason}`,
    )
  if (read.events.length === 0) return [`line ${line}  left out: it is not an order yet`]
  return read.events.map(({ call }) => {
    const { type, event, timestamp, traits, properties, userId, context } = call
    const whose = userId ?? context.traits?.email ?? context.traits?.phone ?? call.anonymousId
    return `line ${line}  ${whose}  ${event ?? type}  ${timestamp}  ${JSON.stringify(properties ?? traits)}`
  })
}

/** A name for a column that no field is for. */
function traitName(column: string): string {
  const name = column
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  return name || 'other'
}
