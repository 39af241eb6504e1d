/**
 * Brings an object's tables to the present: `steps` are append-only, and each runs once per object, in order. The
 * number of the last one is kept in the table `migration`.
 */
export function migrate(sql: SqlStorage, steps: readonly string[]): void {
  sql.exec('CREATE TABLE IF NOT EXISTS migration (step INTEGER NOT NULL)')
  const done = Number(sql.exec('SELECT COALESCE(MAX(step), 0) AS step FROM migration').one().step)
  for (const statements of steps.slice(done)) sql.exec(statements)
  if (done < steps.length) sql.exec('INSERT INTO migration VALUES (?)', steps.length)
}
