import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { csvLine } from '../../shared/exchange/csv/csv-line.ts'
import type { RefusedRow } from '../../shared/exchange/import/refused.ts'

/** A file of every row that was not taken: line, column, reason. It is made with the first one. */
export class ReportFile {
  readonly name: string
  #file: number | undefined
  #count = 0

  constructor(input: string) {
    this.name = `${input}.refused.csv`
    rmSync(this.name, { force: true })
  }

  get count(): number {
    return this.#count
  }

  add({ line, column, reason }: RefusedRow): void {
    if (this.#file === undefined) {
      this.#file = openSync(this.name, 'w', 0o600)
      writeSync(this.#file, csvLine(['line', 'column', 'reason']))
    }
    writeSync(this.#file, csvLine([String(line), column, reason]))
    this.#count += 1
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }
}
