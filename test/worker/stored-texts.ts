import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { disguisesOf, isHiddenIn } from './disguises.ts'

/** Folders of the state that hold what the Worker stores; the others belong to the local runtime. */
const STORES = ['do', 'kv', 'r2']

/**
 * Where a text stands in what is stored: `table` of a database, `bytes` of a file that no table shows any more, or
 * `file` of a value kept as a file; in clear, or in one of its {@link disguisesOf | disguises}. Looks at a copy, in which the write-ahead logs are worked in first.
 */
export function placesOf(text: string, statePath: string): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'vicino-state-'))
  try {
    for (const store of STORES) copyFolder(join(statePath, store), join(copy, store))
    const files = readdirSync(copy, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const disguises = disguisesOf(text)
    const databases = files.filter((file) => file.endsWith('.sqlite'))
    const inTables = databases.flatMap((file) =>
      tablesWith(disguises, file).map((table) => `${file}: table ${table}`),
    )
    const inFiles = files
      .filter((file) => !/\.sqlite-(wal|shm)$/.test(file) && isHiddenIn(readFileSync(file), disguises))
      .map((file) => `${file}: ${file.endsWith('.sqlite') ? 'bytes' : 'file'}`)
    return [...inTables, ...inFiles].map((place) => place.slice(copy.length + 1))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Logs come and go while the Worker runs: a file that went between being listed and being read is no reason to fail. */
function copyFolder(from: string, to: string, attempts = 5): void {
  try {
    cpSync(from, to, { recursive: true })
  } catch (error) {
    if (attempts === 1 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    rmSync(to, { recursive: true, force: true })
    copyFolder(from, to, attempts - 1)
  }
}

function tablesWith(disguises: readonly Buffer[], file: string): string[] {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    return tables
      .map(({ name }) => String(name))
      .filter((name) => rowsOf(database, name).some((row) => holds(row, disguises)))
  } finally {
    database.close()
  }
}

function rowsOf(database: DatabaseSync, table: string) {
  const select = database.prepare(`SELECT * FROM "${table}"`)
  select.setReadBigInts(true)
  return select.all()
}

function holds(row: Record<string, unknown>, disguises: readonly Buffer[]): boolean {
  return Object.values(row).some((value) =>
    value instanceof Uint8Array
      ? isHiddenIn(Buffer.from(value), disguises)
      : isHiddenIn(Buffer.from(String(value)), disguises),
  )
}
