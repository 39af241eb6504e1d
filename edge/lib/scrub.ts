/**
 * Of these two rows the first fills a leaf page of 4,096 bytes as far as one row may (4,061 bytes of it stand in the
 * leaf, 15 pages beside it), and the second what is left: a page that is taken for a leaf is not overwritten by that.
 */
const ROW_BYTES = [65_437, 9]

/**
 * Leaves nothing of deleted or moved rows in the database file. SQLite forgets rows without overwriting them, and
 * the platform allows neither `secure_delete` nor `VACUUM`; so the tables are copied into clean pages, and all free
 * pages are filled with zeros before and after. To be called inside a transaction.
 */
export function scrub(sql: SqlStorage, tables: readonly string[]): void {
  zeroFreePages(sql)
  for (const table of tables) copy(sql, table)
  // All at the end: a page freed in between would be taken by the next copy as it is.
  for (const table of tables) sql.exec(`DROP TABLE ${table}_before`)
  zeroFreePages(sql)
}

function copy(sql: SqlStorage, table: string): void {
  const { sql: definition } = sql.exec('SELECT sql FROM sqlite_master WHERE name = ?', table).one()
  sql.exec(`ALTER TABLE ${table} RENAME TO ${table}_before`)
  sql.exec(String(definition))
  sql.exec(`INSERT INTO ${table} SELECT * FROM ${table}_before`)
}

/** Takes free pages until the file has to grow: then there were no others. */
function zeroFreePages(sql: SqlStorage): void {
  sql.exec('CREATE TABLE scratch (zeros BLOB NOT NULL)')
  const size = sql.databaseSize
  while (sql.databaseSize <= size)
    for (const bytes of ROW_BYTES) sql.exec('INSERT INTO scratch VALUES (zeroblob(?))', bytes)
  sql.exec('DROP TABLE scratch')
}
