/** A number that outlives the rows it counted; 0 at first. */
export function readCounter(sql: SqlStorage, name: string): number {
  return Number(sql.exec('SELECT value FROM counter WHERE name = ?', name).toArray()[0]?.value ?? 0)
}

export function writeCounter(sql: SqlStorage, name: string, value: number): void {
  sql.exec('INSERT OR REPLACE INTO counter VALUES (?, ?)', name, value)
}
