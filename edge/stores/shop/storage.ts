import { migrate } from '../../lib/migrate.ts'

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE record (id INTEGER PRIMARY KEY CHECK (id = 0), json TEXT NOT NULL);
   CREATE TABLE keys (hash TEXT PRIMARY KEY, role TEXT NOT NULL, created_at INTEGER NOT NULL);
   CREATE TABLE documents (kind TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, etag TEXT NOT NULL,
                           message TEXT, text TEXT NOT NULL, parsed TEXT NOT NULL, PRIMARY KEY (kind, version));`,
  // An identity secret has an id and a date, so that several can be told apart while one is being replaced. (`json`
  // alone would be json_each's own hidden column.)
  `UPDATE record SET json = json_set(json, '$.identitySecrets', json((
     SELECT json_group_array(json_object('id', 'k' || (key + 1), 'secret', value,
                                         'createdAt', COALESCE((SELECT MIN(created_at) FROM keys), 0)))
     FROM json_each(record.json, '$.identitySecrets') WHERE type = 'text')))`,
]

/** What a marketer publishes: the config that shoppers feel, the setup that developers connect. */
export type DocumentKind = 'config' | 'setup'

export interface DocumentVersion {
  version: number
  at: number
  /** Strong: the version and a hash of the text. */
  etag: string
  message: string | null
  text: string
  /** JSON of what the text means; what Workers read. */
  parsed: string
}

/** The shop's SQL. All calls are synchronous. */
export class ShopStorage {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    migrate(sql, MIGRATIONS)
  }

  readRecord<Record>(): Record | null {
    const row = this.#sql.exec('SELECT json FROM record').toArray()[0]
    return row ? (JSON.parse(String(row.json)) as Record) : null
  }

  writeRecord(record: unknown): void {
    this.#sql.exec('INSERT OR REPLACE INTO record VALUES (0, ?)', JSON.stringify(record))
  }

  addKey(hash: string, role: string, now: number): void {
    this.#sql.exec('INSERT INTO keys VALUES (?, ?, ?)', hash, role, now)
  }

  keys(): { hash: string; role: string }[] {
    return this.#sql
      .exec('SELECT hash, role FROM keys')
      .toArray()
      .map((row) => ({ hash: String(row.hash), role: String(row.role) }))
  }

  current(kind: DocumentKind): DocumentVersion | null {
    return this.#read('SELECT * FROM documents WHERE kind = ? ORDER BY version DESC LIMIT 1', kind)
  }

  version(kind: DocumentKind, version: number): DocumentVersion | null {
    return this.#read('SELECT * FROM documents WHERE kind = ? AND version = ?', kind, version)
  }

  add(kind: DocumentKind, { version, at, etag, message, text, parsed }: DocumentVersion): void {
    this.#sql.exec(
      'INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)',
      kind,
      version,
      at,
      etag,
      message,
      text,
      parsed,
    )
  }

  #read(query: string, ...bindings: (string | number)[]): DocumentVersion | null {
    const row = this.#sql.exec(query, ...bindings).toArray()[0]
    if (!row) return null
    return {
      version: Number(row.version),
      at: Number(row.at),
      etag: String(row.etag),
      message: row.message === null ? null : String(row.message),
      text: String(row.text),
      parsed: String(row.parsed),
    }
  }
}
