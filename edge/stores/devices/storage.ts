import type { SeenDevice } from '../../../shared/identity/devices/sighting.ts'
import { migrate } from '../../lib/migrate.ts'
import type { DeviceLink, ForgottenDevices, LinkState } from './contract.ts'

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE device (profile TEXT PRIMARY KEY, json TEXT NOT NULL, seen_at INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE link (a TEXT NOT NULL, b TEXT NOT NULL, state TEXT NOT NULL, json TEXT NOT NULL, at INTEGER NOT NULL,
                      PRIMARY KEY (a, b)) WITHOUT ROWID;
   CREATE TABLE forgotten (person INTEGER PRIMARY KEY, at INTEGER NOT NULL);
   CREATE TABLE due (name TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL) WITHOUT ROWID;`,
]

/** Tables with something of people in them. */
export const PERSONAL_TABLES = ['device', 'link'] as const

type Rest = Pick<DeviceLink, 'probability' | 'evidence'>

/** A bucket's SQL. No index: texts are in the rows alone, so that they can be overwritten. */
export class DeviceStorage {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    migrate(sql, MIGRATIONS)
    this.#sql = sql
  }

  device(profile: string): SeenDevice | null {
    const row = this.#sql.exec('SELECT json FROM device WHERE profile = ?', profile).toArray()[0]
    return row ? (JSON.parse(String(row.json)) as SeenDevice) : null
  }

  putDevice(device: SeenDevice, at: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO device VALUES (?, ?, ?)',
      device.profile,
      JSON.stringify(device),
      at,
    )
  }

  /** Those seen last. */
  devices(limit: number): SeenDevice[] {
    return this.#sql
      .exec('SELECT json FROM device ORDER BY seen_at DESC, profile LIMIT ?', limit)
      .toArray()
      .map(({ json }) => JSON.parse(String(json)) as SeenDevice)
  }

  /** Returns how many there were. */
  dropDevice(profile: string): number {
    this.#sql.exec('UPDATE device SET json = zeroblob(LENGTH(CAST(json AS BLOB))) WHERE profile = ?', profile)
    return this.#sql.exec('DELETE FROM device WHERE profile = ?', profile).rowsWritten > 0 ? 1 : 0
  }

  notSeenSince(time: number): string[] {
    return this.#sql
      .exec('SELECT profile FROM device WHERE seen_at < ?', time)
      .toArray()
      .map(({ profile }) => String(profile))
  }

  oldestDevice(): number | null {
    const { at } = this.#sql.exec('SELECT MIN(seen_at) AS at FROM device').one()
    return at === null ? null : Number(at)
  }

  links(): DeviceLink[] {
    return this.#sql
      .exec('SELECT * FROM link ORDER BY a, b')
      .toArray()
      .map((row) => ({
        a: String(row.a),
        b: String(row.b),
        state: row.state as LinkState,
        ...(JSON.parse(String(row.json)) as Rest),
        at: Number(row.at),
      }))
  }

  putLink({ a, b, state, probability, evidence, at }: DeviceLink): void {
    const rest: Rest = { probability, evidence }
    this.#sql.exec(
      'INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?)',
      a,
      b,
      state,
      JSON.stringify(rest),
      at,
    )
  }

  dropLink({ a, b }: Pick<DeviceLink, 'a' | 'b'>): void {
    this.#sql.exec('DELETE FROM link WHERE a = ? AND b = ?', a, b)
  }

  /** Takes a profile out, and with it whatever pairs it is in. */
  forget(profile: string): ForgottenDevices {
    const links = this.links().filter(({ a, b }) => a === profile || b === profile)
    for (const link of links) this.dropLink(link)
    const partners = links.map(({ a, b }) => (a === profile ? b : a))
    return { devices: this.dropDevice(profile), links: links.length, partners }
  }

  noteForgotten(person: number, at: number, before: number): void {
    this.#sql.exec('DELETE FROM forgotten WHERE at < ?', before)
    this.#sql.exec('INSERT OR REPLACE INTO forgotten VALUES (?, ?)', person, at)
  }

  isForgotten(person: number): boolean {
    return this.#sql.exec('SELECT 1 FROM forgotten WHERE person = ?', person).toArray().length > 0
  }

  clear(): void {
    for (const table of PERSONAL_TABLES) this.#sql.exec(`DELETE FROM ${table}`)
  }
}
