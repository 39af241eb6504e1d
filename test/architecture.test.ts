import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const flows = readdirSync('edge/flow').map((flow) => `edge/flow/${flow}`)

/** Folder → the folders it may import values from, besides itself. Types are free: tsconfig references guard them. */
const layers: Record<string, string[]> = {
  'shared/lib': [],
  'shared/schema': ['shared/lib'],
  'shared/identity': ['shared/lib', 'shared/schema'],
  'shared/clean': ['shared/lib', 'shared/schema', 'shared/identity'],
  'shared/fields': ['shared/lib', 'shared/schema', 'shared/clean'],
  'shared/features': ['shared/lib', 'shared/schema'],
  'shared/segments': ['shared/lib', 'shared/schema', 'shared/clean', 'shared/fields', 'shared/features'],
  'shared/recommend': ['shared/lib', 'shared/schema'],
  'shared/decide': ['shared/lib', 'shared/schema', 'shared/segments', 'shared/recommend'],
  'shared/privacy': ['shared/lib', 'shared/schema'],
  'shared/measure': ['shared/lib', 'shared/schema'],
  'shared/exchange': ['shared/lib', 'shared/schema', 'shared/identity', 'shared/clean', 'shared/decide'],
  client: ['shared/lib'], // zod stays out of the shop's pages
  console: ['shared'],
  demo: ['shared'], // a shop like any other: it reaches the edge over HTTP
  'edge/lib': ['shared'],
  'edge/stores': ['edge/lib', 'shared'],
  ...Object.fromEntries(flows.map((flow) => [flow, ['edge/stores', 'edge/lib', 'shared']])),
  'edge/routes': ['edge/flow', 'edge/stores', 'edge/lib', 'shared'],
  edge: ['shared'],
  tools: ['shared'],
  'tools/eval': ['tools', 'demo', 'shared'], // the demo's seeded chance
  'tools/local': ['tools', 'demo', 'shared'], // starts the demo shop and fills it with shoppers
}

/** The runtimes that look for a default export. */
const entryPoints = [
  'edge/worker.ts',
  'demo/worker.ts',
  'tools/bench/workers/baseline.mjs',
  'tools/bench/workers/stores.mjs',
]

const runtimes = ['shared', 'client', 'console', 'edge', 'demo', 'tools'].filter((folder) =>
  existsSync(folder),
)
const sources = runtimes.flatMap((runtime) =>
  readdirSync(runtime, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => join(runtime, name)),
)
const textOf = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))

test('the scan finds the code base', () => expect(sources.length).toBeGreaterThan(50))

test('every folder has its place in `layers`', () => {
  expect(sources.filter((file) => folderOf(file) === undefined)).toEqual([])
})

test('imports go only downwards', () => {
  const upwards = sources.flatMap((file) => {
    const home = folderOf(file)!
    const allowed = [home, ...(layers[home] ?? [])]
    const refused = valueImports(file).filter((path) => !allowed.some((folder) => isInside(folder, path)))
    return refused.map((path) => `${file} → ${path}`)
  })
  expect(upwards).toEqual([])
})

test('no file imports itself through others', () => {
  expect(findCycle(new Map(sources.map((file) => [file, valueImports(file)])))).toEqual([])
})

test('a file holds one idea: at most 300 lines', () => {
  expect(sourcesWhere((text) => text.split('\n').length - 1 > 300)).toEqual([])
})

test('only entry points have a default export', () => {
  const withDefault = sourcesWhere((text) => /^export default\b|\bas default\b/m.test(text))
  expect(withDefault.filter((file) => !entryPoints.includes(file))).toEqual([])
})

test('zod is imported as a namespace: the named import drags every locale in', () => {
  expect(sourcesWhere((text) => /import\s*\{[^}]*\bz\b[^}]*\}\s*from\s*['"]zod/.test(text))).toEqual([])
})

test('shared code knows no clock, no randomness and no network', () => {
  const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bgetRandomValues\(|\bfetch\(/
  const withImpure = sourcesWhere((text) => impure.test(withoutComments(text)))
  expect(withImpure.filter((file) => isInside('shared', file))).toEqual([])
})

function sourcesWhere(isTrue: (text: string) => boolean): string[] {
  return sources.filter((file) => isTrue(textOf.get(file)!))
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

function isInside(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`)
}

function folderOf(file: string): string | undefined {
  const homes = Object.keys(layers).filter((folder) => isInside(folder, file))
  return homes.sort((a, b) => b.length - a.length)[0]
}

/** Relative imports that survive type erasure under `verbatimModuleSyntax`. */
function valueImports(file: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?from\s+)?['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/g
  return [...textOf.get(file)!.matchAll(pattern)].map((match) => join(dirname(file), (match[1] ?? match[2])!))
}

/** The files of one import cycle, or none: depth first, a file met again on its own path closes a cycle. */
function findCycle(imports: Map<string, string[]>): string[] {
  const done = new Set<string>()
  const visit = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of imports.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of imports.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
