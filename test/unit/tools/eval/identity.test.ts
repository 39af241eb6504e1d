import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { csvLine, parseCsv } from '../../../../tools/eval/csv.ts'
import { generatedPeople } from '../../shared/identity/match/generated-people.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vicino-identity-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const records = generatedPeople({ people: 60, repeated: 0.5 })
const columns = Object.keys(records[0]!.values)

test('clusters are written for every record, whatever stands in the column `cluster`', () => {
  const truthful = evaluate(records.map(({ person }) => `${person}`))
  const misleading = evaluate(records.map(() => 'all-the-same'))
  expect(truthful.clusters.map(({ id }) => id).sort()).toEqual(records.map(({ id }) => id).sort())
  expect(misleading.clusters).toEqual(truthful.clusters)
  expect(truthful.figures).toMatchObject({ records: records.length })
  expect(truthful.figures).toHaveProperty('pairsCompared')
  expect(new Set(truthful.clusters.map(({ predicted }) => predicted)).size).toBe(truthful.figures.clusters)
})

function evaluate(cluster: readonly string[]) {
  const [input, output] = [join(folder, 'records.csv'), join(folder, 'clusters.csv')]
  const rows = records.map(({ id, values }, i) =>
    csvLine([id, ...columns.map((name) => values[name] ?? ''), cluster[i]!]),
  )
  writeFileSync(input, csvLine(['id', ...columns, 'cluster']) + rows.join(''))
  const args = ['tools/eval/identity.ts', '--records', input, '--id', 'id', '--out', output]
  const printed = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const figures: Record<string, number> = JSON.parse(printed.trim().split('\n').at(-1)!)
  return { figures, clusters: parseCsv(readFileSync(output, 'utf8')).rows }
}
