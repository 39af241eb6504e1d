import type { ConsentStatement, MarketingChannel } from '../../schema/consent.ts'
import { type ImportedEvent, identifyCall, whoseRow } from './call.ts'
import { readYesNo } from './read-amount.ts'
import { readDate } from './read-date.ts'
import { Refused } from './refused.ts'
import type { ImportRow } from './row.ts'
import { type ImportSettings, meant } from './settings.ts'

/** Fields that are kept as traits, as they are written. */
const TEXTS = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'name',
  'company',
  'street',
  'city',
  'postcode',
  'region',
  'country',
  'language',
  'gender',
  'lifecycle_stage',
  'lead_source',
  'group',
] as const

/** What a row of a customer list states about a person: traits, and what they have subscribed to. */
export function contactEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  const { cells, line } = row
  const whose = whoseRow(row)
  const time =
    cells.updated_at === undefined ? settings.at : readDate(cells.updated_at, 'updated_at', settings)
  const id = cells.user_id === undefined ? {} : { customer_id: cells.user_id }
  const traits = { ...id, ...textTraits(row, settings), ...datedTraits(row, settings), ...row.traits }
  const parts = { whose, source: settings.source, time }
  const [consent, ...more] = statedConsents(row, settings, time)
  const calls = [
    identifyCall(traits, { ...parts, consent }),
    ...more.map((statement) => identifyCall({}, { ...parts, consent: statement })),
  ]
  return calls.map((call) => ({ line, call }))
}

/** Traits that an order or another row states in passing. */
export function textTraits({ cells }: ImportRow, settings: ImportSettings): Record<string, unknown> {
  const traits: Record<string, unknown> = {}
  for (const name of TEXTS) if (cells[name] !== undefined) traits[name] = meant(settings, name, cells[name])
  if (cells.tags !== undefined)
    traits.tags = cells.tags
      .split(/\s*[,;|]\s*/)
      .filter(Boolean)
      .slice(0, MOST_TAGS)
  return traits
}

const MOST_TAGS = 50

/** A birthday is a day of the calendar and has no time zone; a registration is a moment. */
function datedTraits({ cells }: ImportRow, settings: ImportSettings): Record<string, unknown> {
  const birthday =
    cells.birthday === undefined
      ? undefined
      : new Date(readDate(cells.birthday, 'birthday', { ...settings, timezone: 'UTC' }))
          .toISOString()
          .slice(0, 10)
  const createdAt =
    cells.created_at === undefined
      ? undefined
      : new Date(readDate(cells.created_at, 'created_at', settings)).toISOString()
  return {
    ...(birthday !== undefined && { birthday }),
    ...(createdAt !== undefined && { created_at: createdAt }),
  }
}

/** Columns that say yes to a channel, and those that say no to it. */
const SUBSCRIBED: Readonly<Record<string, MarketingChannel>> = {
  email_subscribed: 'email',
  sms_subscribed: 'sms',
  ads_allowed: 'ads',
}
const OPTED_OUT: Readonly<Record<string, MarketingChannel>> = {
  email_opted_out: 'email',
  phone_opted_out: 'call',
}

/**
 * What the file says of channels; a no beats a yes in the same row, and a blank cell says nothing. A no is true as of
 * the file. A yes was said some day: on the day that the file states, else with the registration; where it names
 * neither, it is older than everything that is known, so that a stale list never undoes somebody's word.
 */
function statedConsents(row: ImportRow, settings: ImportSettings, time: number): ConsentStatement[] {
  const { cells } = row
  const answers = new Map<MarketingChannel, boolean>()
  for (const [field, channel] of Object.entries(SUBSCRIBED)) {
    const answer = yesNo(row, field, settings)
    if (answer !== undefined) answers.set(channel, answer)
  }
  for (const [field, channel] of Object.entries(OPTED_OUT))
    if (yesNo(row, field, settings)) answers.set(channel, false)
  const dated =
    cells.consent_at === undefined ? undefined : readDate(cells.consent_at, 'consent_at', settings)
  const since = cells.created_at === undefined ? 0 : readDate(cells.created_at, 'created_at', settings)
  const text = cells.consent_text
  return [true, false].flatMap((isGranted) => {
    const channels = [...answers].filter(([, answer]) => answer === isGranted)
    if (channels.length === 0) return []
    const at = isGranted ? (dated ?? since) : Math.max(dated ?? 0, time)
    return {
      marketing: Object.fromEntries(channels),
      record: {
        at: new Date(at).toISOString(),
        source: 'import',
        ...(isGranted && text !== undefined && { text }),
      },
    }
  })
}

function yesNo({ cells }: ImportRow, field: string, settings: ImportSettings): boolean | undefined {
  const text = cells[field]
  if (text === undefined) return undefined
  const answer = readYesNo(meant(settings, field, text))
  if (answer === undefined)
    throw new Refused(
      field,
      `\`${text.slice(0, 40)}\` is neither yes nor no; a mapping's \`values\` can say which it is`,
    )
  return answer
}
