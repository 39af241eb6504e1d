import type { ConsentState, TopicState } from '../schema/consent-state.ts'
import type { StoredEvent } from '../schema/stored-event.ts'

/** An event as its person may read it: what was sent, and what was fixed when it came. */
export interface ReportedEvent {
  name: string
  /** ISO 8601. */
  time: string
  receivedAt: string
  source: string
  messageId: string
  isTrusted: boolean
  /** The sender's JSON. */
  sent: unknown
}

/** What a person is entitled to see (GDPR, article 15), by where it comes from. */
export interface AccessReport {
  profile: string
  madeAt: string
  /** Stated by the person, or by the shop for them. */
  given: {
    traits: Record<string, unknown>
    /** Stated by a browser without proof; believed by nobody. */
    claims: Record<string, unknown>
    consents: (Omit<TopicState, 'at' | 'confirmedAt'> & { topic: string; at: string; confirmedAt?: string })[]
    statements: ReportedEvent[]
  }
  /** What they did. */
  observed: {
    events: ReportedEvent[]
    /** Where their devices were, by pseudonyms of networks; of shops that link devices. */
    devices: ReportedDevice[]
  }
  /** Worked out from the other two. */
  derived: {
    features: Record<string, unknown>
    segments: string[]
    decisions: unknown[]
    links: ReportedLink[]
  }
}

/** A device of the person. */
export interface ReportedDevice {
  profile: string
  language?: string
  screen?: string
  /** ISO 8601, to the hour. */
  networks: { pseudonym: string; hours: string[] }[]
}

/** A guess that another profile is theirs too. Whose it is is not said: it may be somebody else's. */
export interface ReportedLink {
  profile: string
  state: string
  probability: number
  evidence: string[]
  at: string
}

/** All that is kept of one person. */
export interface PersonData {
  profile: string
  now: number
  consents: ConsentState
  segments: readonly string[]
  features: Readonly<Record<string, unknown>>
  events: readonly StoredEvent[]
  decisions: readonly unknown[]
  devices: readonly ReportedDevice[]
  links: readonly ReportedLink[]
}

/** Statements of the person; everything else is what they did. */
const GIVEN: ReadonlySet<string> = new Set(['identified', 'grouped', 'aliased', 'consent_changed'])

export function accessReport(data: PersonData): AccessReport {
  const { traits, claims, ...features } = data.features as { traits?: object; claims?: object }
  const events = data.events.map(reported)
  return {
    profile: data.profile,
    madeAt: iso(data.now),
    given: {
      traits: { ...traits },
      claims: { ...claims },
      consents: Object.entries(data.consents).map(([topic, { at, confirmedAt, ...state }]) => ({
        topic,
        ...state,
        at: iso(at),
        ...(confirmedAt !== undefined && { confirmedAt: iso(confirmedAt) }),
      })),
      statements: events.filter(({ name }) => GIVEN.has(name)),
    },
    observed: { events: events.filter(({ name }) => !GIVEN.has(name)), devices: [...data.devices] },
    derived: {
      features,
      segments: [...data.segments],
      decisions: [...data.decisions],
      links: [...data.links],
    },
  }
}

function reported({ name, time, receivedAt, source, messageId, isTrusted, raw }: StoredEvent): ReportedEvent {
  return {
    name,
    time: iso(time),
    receivedAt: iso(receivedAt),
    source,
    messageId,
    isTrusted: isTrusted ?? false,
    sent: JSON.parse(raw),
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
