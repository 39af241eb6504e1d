import type { AccessReport, ReportedEvent } from './access-report.ts'

const HEADER = ['part', 'kind', 'name', 'value', 'time', 'source']

/** The report as one table, RFC 4180: a row a fact, `part` given, observed or derived. */
export function reportCsv({ given, observed, derived }: AccessReport): string {
  const facts = (part: string, kind: string, values: Record<string, unknown>) =>
    Object.entries(values).map(([name, value]) => [part, kind, name, shown(value), '', ''])
  const rows = [
    HEADER,
    ...facts('given', 'trait', given.traits),
    ...facts('given', 'claim', given.claims),
    ...given.consents.map(({ topic, state, at, source }) => ['given', 'consent', topic, state, at, source]),
    ...given.statements.map((event) => eventRow('given', 'statement', event)),
    ...observed.events.map((event) => eventRow('observed', 'event', event)),
    ...observed.devices.map((device) => ['observed', 'device', device.profile, shown(device), '', '']),
    ...facts('derived', 'feature', derived.features),
    ...derived.segments.map((name) => ['derived', 'segment', name, 'true', '', '']),
    ...derived.decisions.map((decision) => ['derived', 'decision', '', shown(decision), '', '']),
    ...derived.links.map((link) => ['derived', 'link', link.profile, shown(link), link.at, '']),
  ]
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function eventRow(part: string, kind: string, { name, sent, time, source }: ReportedEvent): string[] {
  return [part, kind, name, shown(sent), time, source]
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
