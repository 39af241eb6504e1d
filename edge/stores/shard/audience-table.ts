import { CONSENT_BITS } from '../../../shared/schema/consent.ts'
import type {
  AudiencePage,
  AudienceRow,
  AudienceUpdate,
  Coverage,
  ProfilesPage,
  ShardSummary,
} from './contract.ts'

const PAGE = 1000

/** What the shard has of a profile. */
export interface Standing {
  /** Highest row of the profile that it took. */
  received: number
  /** Which state of the person its row tells. */
  sequence: number
  updatedAt: number
}

/** What the shard knows of each person: one row, replaced as the profile moves on. */
export class AudienceTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** How far this shard has heard of the profile; zeros of one it has not. */
  standing(profile: string): Standing {
    const row = this.#sql
      .exec('SELECT received, sequence, updated_at FROM audience WHERE profile = ?', profile)
      .toArray()[0]
    return {
      received: Number(row?.received ?? 0),
      sequence: Number(row?.sequence ?? 0),
      updatedAt: Number(row?.updated_at ?? 0),
    }
  }

  /** Deliveries may overtake each other: an older state of the person never replaces a newer one. */
  put(profile: string, row: AudienceUpdate, { received, sequence, updatedAt }: Standing): void {
    const isOlder = row.sequence < sequence || (row.sequence === sequence && row.updatedAt < updatedAt)
    if (isOlder) {
      // The row is too old to be taken while its events are new.
      this.#sql.exec('UPDATE audience SET received = ? WHERE profile = ?', received, profile)
      return
    }
    this.#sql.exec(
      `INSERT INTO audience VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
       ON CONFLICT (profile) DO UPDATE SET
         received = excluded.received, sequence = excluded.sequence, updated_at = excluded.updated_at,
         consent = excluded.consent, segments = excluded.segments, features = excluded.features,
         valid_until = excluded.valid_until, is_joined = 0, reading = excluded.reading`,
      profile,
      received,
      row.sequence,
      row.updatedAt,
      row.consent,
      JSON.stringify(row.segments),
      row.features,
      row.validUntil,
      row.reading,
    )
  }

  get(profile: string): AudienceRow | null {
    const row = this.#sql
      .exec('SELECT * FROM audience WHERE profile = ? AND is_joined = 0', profile)
      .toArray()[0]
    if (!row) return null
    return {
      sequence: Number(row.sequence),
      updatedAt: Number(row.updated_at),
      consent: Number(row.consent),
      segments: JSON.parse(String(row.segments)),
      features: JSON.parse(String(row.features)),
      validUntil: row.valid_until === null ? null : Number(row.valid_until),
    }
  }

  /** Somebody else answers for the person: only how far the profile was heard is kept, so that nothing counts twice. */
  dismiss(profile: string, received: number): void {
    this.#wipe(profile)
    this.#sql.exec(
      `INSERT INTO audience VALUES (?, ?, 0, 0, 0, '[]', '{}', NULL, 1, '')
       ON CONFLICT (profile) DO UPDATE SET
         received = excluded.received, segments = '[]', features = '{}', is_joined = 1`,
      profile,
      received,
    )
  }

  /** Only how far the profile was heard: what is seen of the person stays as it is. */
  advance(profile: string, received: number): void {
    this.#sql.exec(
      `INSERT INTO audience VALUES (?, ?, 0, 0, 0, '[]', '{}', NULL, 1, '')
       ON CONFLICT (profile) DO UPDATE SET received = excluded.received`,
      profile,
      received,
    )
  }

  /** Zeros over the row's own bytes first: a plain DELETE would leave them in the file. */
  erase(profile: string): void {
    this.#wipe(profile)
    this.#sql.exec('DELETE FROM audience WHERE profile = ?', profile)
  }

  #wipe(profile: string): void {
    this.#sql.exec(
      `UPDATE audience SET sequence = 0, updated_at = 0, consent = 0, valid_until = NULL,
         segments = zeroblob(LENGTH(CAST(segments AS BLOB))), features = zeroblob(LENGTH(CAST(features AS BLOB)))
       WHERE profile = ?`,
      profile,
    )
  }

  summary(reading: string): ShardSummary {
    const profiles = Number(this.#sql.exec('SELECT COUNT(*) AS n FROM audience WHERE is_joined = 0').one().n)
    const segments = this.#sql
      .exec(
        'SELECT value AS segment, COUNT(*) AS n FROM audience, json_each(segments) WHERE is_joined = 0 GROUP BY value ORDER BY value',
      )
      .toArray()
    const stamps = this.#sql
      .exec('SELECT consent, COUNT(*) AS n FROM audience WHERE is_joined = 0 GROUP BY consent')
      .toArray()
    const consented = Object.entries(CONSENT_BITS).map(([purpose, bit]) => {
      const agreeing = stamps.filter(({ consent }) => (Number(consent) & bit) !== 0)
      return [purpose, agreeing.reduce((sum, { n }) => sum + Number(n), 0)]
    })
    return {
      profiles,
      coverage: this.coverage(reading),
      bySegment: Object.fromEntries(segments.map(({ segment, n }) => [String(segment), Number(n)])),
      consented: Object.fromEntries(consented),
    }
  }

  /** People whose rows rest on another reading, in the order of their pseudonyms. */
  unread(reading: string, after: string, limit: number): string[] {
    return this.#sql
      .exec(
        `SELECT profile FROM audience WHERE profile > ? AND is_joined = 0 AND reading <> ?
         ORDER BY profile LIMIT ?`,
        after,
        reading,
        limit,
      )
      .toArray()
      .map(({ profile }) => String(profile))
  }

  /** The row of somebody of whom there is nothing to read. */
  markRead(profile: string, reading: string): void {
    this.#sql.exec('UPDATE audience SET reading = ? WHERE profile = ?', reading, profile)
  }

  coverage(reading: string): Coverage {
    const row = this.#sql
      .exec(
        `SELECT COUNT(*) AS profiles, COALESCE(SUM(reading = ?), 0) AS read FROM audience WHERE is_joined = 0`,
        reading,
      )
      .one()
    return { profiles: Number(row.profiles), read: Number(row.read) }
  }

  /** Pseudonyms in their order, behind `after`; of a segment, or of everybody. */
  profiles({ segment, after, limit }: ProfilesPage): string[] {
    const isMember = segment === null ? '' : 'AND EXISTS (SELECT 1 FROM json_each(segments) WHERE value = ?3)'
    return this.#sql
      .exec(
        `SELECT profile FROM audience WHERE profile > ?1 AND is_joined = 0 ${isMember} ORDER BY profile LIMIT ?2`,
        ...[after, limit, ...(segment === null ? [] : [segment])],
      )
      .toArray()
      .map((row) => String(row.profile))
  }

  /** Members in the order of their pseudonyms; `after` is the last one of the page before. */
  members(segment: string, after: string): AudiencePage {
    const rows = this.#sql
      .exec(
        `SELECT profile, consent, updated_at, valid_until FROM audience
         WHERE profile > ? AND is_joined = 0 AND EXISTS (SELECT 1 FROM json_each(segments) WHERE value = ?)
         ORDER BY profile LIMIT ?`,
        after,
        segment,
        PAGE + 1,
      )
      .toArray()
    const members = rows.slice(0, PAGE).map((row) => ({
      profile: String(row.profile),
      consent: Number(row.consent),
      updatedAt: Number(row.updated_at),
      validUntil: row.valid_until === null ? null : Number(row.valid_until),
    }))
    return { members, cursor: rows.length > PAGE ? members.at(-1)!.profile : null }
  }
}
