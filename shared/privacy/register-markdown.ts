import type { Processing, ProcessingRegister } from './register.ts'

/** The register as a document. */
export function registerMarkdown(register: ProcessingRegister): string {
  const { shop, configVersion, processing, recipients, retention, places, security } = register
  return [
    `# Register of processing: ${text(shop)}`,
    `Generated from version ${configVersion} of the config and the current setup.`,
    ...processing.map(section),
    '## Recipients',
    recipients.length === 0
      ? 'None.'
      : table(
          ['name', 'type', 'address', 'receives'],
          recipients.map(({ name, type, address, receives }) => [name, type, address ?? '', receives]),
        ),
    '## Retention',
    table(
      ['what', 'kept'],
      retention.map(({ what, kept }) => [what, kept]),
    ),
    '## Where and how',
    [`* stored: ${text(places)}`, ...security.map((line) => `* ${text(line)}`)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

function section({
  purpose,
  legalBasis,
  people,
  categories,
  usedBy,
  recipients,
  retention,
}: Processing): string {
  const list = (values: string[]) => (values.length === 0 ? 'none' : values.map(text).join('; '))
  return [
    `## ${text(purpose)}`,
    '',
    `* legal basis: ${text(legalBasis)}`,
    `* people: ${text(people)}`,
    `* data: ${list(categories)}`,
    `* used by: ${list(usedBy)}`,
    `* recipients: ${list(recipients)}`,
    `* kept: ${text(retention)}`,
  ].join('\n')
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(text).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

/** Names come from files that people write: no cell may end its row. */
function text(value: string): string {
  return value.replace(/[|\\`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ')
}
