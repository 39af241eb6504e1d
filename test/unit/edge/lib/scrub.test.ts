import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { scrub } from '../../../../edge/lib/scrub.ts'

const CANARY = 'canary7f3a9e'

/** A database file, as an object has one; `bytes` is what stands in it. */
function database() {
  const folder = mkdtempSync(join(tmpdir(), 'vicino-scrub-'))
  const file = join(folder, 'object.sqlite')
  const db = new DatabaseSync(file)
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true })
  })
  const sql = {
    exec: (statement: string, ...values: (string | number)[]) => {
      const rows = db.prepare(statement).all(...values)
      return { one: () => rows[0], toArray: () => rows }
    },
    get databaseSize() {
      const { pages } = db.prepare('SELECT page_count AS pages FROM pragma_page_count()').get() as {
        pages: number
      }
      return pages * 4096
    },
  }
  return { db, sql: sql as unknown as Parameters<typeof scrub>[0], bytes: () => readFileSync(file) }
}

test.each([
  ['short rows', 10, 3],
  ['long rows', 20, 900],
  ['a few pages', 3, 300],
  ['rows of many pages', 5, 20_000],
  ['thousands', 3000, 20],
])('nothing of %s is left that were deleted, also in pages others have taken since', (_name, rows, words) => {
  const { db, sql, bytes } = database()
  db.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, json TEXT NOT NULL); CREATE TABLE other (text TEXT)')
  const text = `${CANARY} `.repeat(words)
  db.exec('BEGIN')
  for (let id = 0; id < rows; id += 1) db.prepare('INSERT INTO people VALUES (?, ?)').run(id, text)
  db.prepare('INSERT INTO people VALUES (?, ?)').run(rows, 'stays')
  db.exec('COMMIT')
  db.exec(`DELETE FROM people WHERE id < ${rows}`)
  expect(bytes().includes(CANARY)).toBe(true)
  db.exec('BEGIN')
  scrub(sql, ['people'])
  db.exec('COMMIT')
  expect(bytes().includes(CANARY)).toBe(false)
  expect(db.prepare('SELECT id, json FROM people').all()).toEqual([{ id: rows, json: 'stays' }])
})

test('a table that is copied takes no page of another that had texts', () => {
  const { db, sql, bytes } = database()
  db.exec(
    'CREATE TABLE people (id INTEGER PRIMARY KEY, json TEXT); CREATE TABLE names (id INTEGER PRIMARY KEY, json TEXT)',
  )
  db.exec(
    `INSERT INTO people VALUES (1, '${'stays '.repeat(20)}'), (2, '${CANARY}'); INSERT INTO names VALUES (1, 'short')`,
  )
  db.exec('DELETE FROM people WHERE id = 2')
  db.exec('BEGIN')
  scrub(sql, ['people', 'names'])
  db.exec('COMMIT')
  expect(bytes().includes(CANARY)).toBe(false)
})
