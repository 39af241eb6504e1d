import type { MarketingChannel } from '../../schema/consent.ts'
import { type ImportedEvent, rowMessageId, trackCall, whoseRow } from './call.ts'
import { headerKey } from './fields/field.ts'
import { readCount } from './read-amount.ts'
import { readDate } from './read-date.ts'
import { Refused } from './refused.ts'
import { type ImportRow, needed } from './row.ts'
import { type ImportSettings, meant } from './settings.ts'

/** Longest text of a call, chat, ticket or note that is kept; an event takes 32 KB. */
const LONGEST_TEXT = 8000

/** What the words of mailers mean: English, Italian, Polish. */
const ACTIONS: Readonly<Record<string, string>> = {
  sent: 'sent | send | inviata | inviato | wyslano | wyslane',
  delivered: 'delivered | received | received email | consegnata | consegnato | dostarczono | dostarczone',
  opened: 'opened | open | opened email | aperta | aperto | apertura | otwarto | otwarte | otwarcie',
  clicked: 'clicked | click | clicked email | cliccata | cliccato | clic | kliknieto | klikniecie',
  bounced:
    'bounced | bounce | hard bounce | soft bounce | bounced email | respinta | respinto | odrzucono | odbicie',
  unsubscribed: 'unsubscribed | unsubscribe | disiscritto | disiscrizione | cancellazione | wypisano | wypis',
  complained:
    'complained | spam | spam complaint | marked as spam | marked email as spam | spam report | skarga',
}

const ACTION = new Map(
  Object.entries(ACTIONS).flatMap(([action, words]) =>
    words.split('|').map((word) => [headerKey(word), action]),
  ),
)

/** What became of one e-mail or text message: `email_opened`, `sms_clicked` … Who unsubscribes or complains, withdraws. */
export function engagementEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  const { cells } = row
  const word = needed(row, 'action')
  const action = ACTION.get(headerKey(meant(settings, 'action', word).replace(/^(email|sms)[ _]/i, '')))
  if (!action)
    throw new Refused('action', `What is \`${word.slice(0, 40)}\`? Known: ${Object.keys(ACTIONS).join(', ')}`)
  const channel: MarketingChannel = /sms|text/i.test(cells.channel ?? word) ? 'sms' : 'email'
  const isOver = action === 'unsubscribed' || action === 'complained'
  return [
    event(row, settings, {
      name: `${channel}_${action}`,
      kind: 'engagement',
      id: cells.event_id && `${cells.event_id}:${action}`,
      properties: texts(row, ['campaign', 'subject', 'link']),
      withdrawn: isOver ? channel : undefined,
    }),
  ]
}

export function callEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  const { duration } = row.cells
  const seconds = duration === undefined ? undefined : readDuration(duration)
  const properties = {
    ...texts(row, ['direction', 'outcome', 'agent', 'text']),
    ...(seconds !== undefined && { duration_seconds: seconds }),
  }
  return [event(row, settings, { name: 'call_completed', kind: 'call', id: row.cells.call_id, properties })]
}

export function chatEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  const properties = texts(row, ['rating', 'agent', 'text'])
  return [event(row, settings, { name: 'chat_completed', kind: 'chat', id: row.cells.chat_id, properties })]
}

/** A ticket is opened, and perhaps closed: an event each. */
export function ticketEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  const id = needed(row, 'ticket_id')
  const about = { ticket_id: id, ...texts(row, ['subject', 'priority', 'category', 'agent']) }
  const opened = event(row, settings, {
    name: 'ticket_opened',
    kind: 'ticket',
    id,
    properties: { ...about, ...texts(row, ['text']) },
  })
  const { closed_at: closedAt } = row.cells
  if (closedAt === undefined) return [opened]
  const closed = event({ ...row, cells: { ...row.cells, at: closedAt } }, settings, {
    name: 'ticket_closed',
    kind: 'ticket-closed',
    id,
    properties: { ...about, ...texts(row, ['status']) },
  })
  return [opened, closed]
}

export function noteEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  needed(row, 'text')
  const properties = texts(row, ['text', 'agent'])
  return [event(row, settings, { name: 'note_added', kind: 'note', id: row.cells.note_id, properties })]
}

/** How long a segment of another's is believed where it says nothing: they are sold by the month. */
const SEGMENT_MS = 30 * 24 * 60 * 60 * 1000

/** Somebody else counts a browser among its segment. */
export function segmentEvents(row: ImportRow, settings: ImportSettings): ImportedEvent[] {
  const { cells } = row
  const segment = needed(row, 'segment')
  const at = cells.at === undefined ? settings.at : readDate(cells.at, 'at', settings)
  const expiresAt =
    cells.expires_at === undefined ? at + SEGMENT_MS : readDate(cells.expires_at, 'expires_at', settings)
  const provider = cells.provider ?? settings.source
  return [
    event({ ...row, cells: { ...cells, at: String(at) } }, settings, {
      name: 'segment_assigned',
      kind: 'segment',
      id: undefined,
      properties: { segment, provider, expires_at: new Date(expiresAt).toISOString() },
    }),
  ]
}

interface EventParts {
  name: string
  kind: string
  id: string | undefined
  properties: Record<string, unknown>
  /** The channel that the person does not want to hear of any more. */
  withdrawn?: MarketingChannel | undefined
}

function event(row: ImportRow, settings: ImportSettings, parts: EventParts): ImportedEvent {
  const { name, kind, id, properties, withdrawn } = parts
  const time = readDate(needed(row, 'at'), 'at', settings)
  const consent = withdrawn && {
    marketing: { [withdrawn]: false },
    record: { at: new Date(time).toISOString(), source: 'import' as const },
  }
  const call = trackCall(name, rowMessageId(kind, settings.source, id, row), properties, {
    whose: whoseRow(row),
    source: settings.source,
    time,
    consent,
  })
  return { line: row.line, call }
}

function texts({ cells }: ImportRow, fields: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const field of fields)
    if (cells[field] !== undefined) found[field] = cells[field].slice(0, LONGEST_TEXT)
  return found
}

/** Seconds of `95`, `1:35`, `00:01:35`. */
function readDuration(text: string): number {
  const parts = text.trim().split(':')
  if (parts.length > 3 || parts.length < 2) return readCount(text, 'duration')
  return parts.reduce((sum, part) => sum * 60 + readCount(part, 'duration'), 0)
}
