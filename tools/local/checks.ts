/** One thing that `npm test` looks at: a tool that passes or fails as a whole, or a vitest project with many tests. */
export type Check =
  | { name: string; isQuick: boolean; command: string[] }
  | { name: string; isQuick: boolean; project: string }

/** In order of cost, so that a slip shows within seconds. Quick ones together are `npm run check`. */
export const checks: Check[] = [
  { name: 'format', isQuick: true, command: ['@biomejs/biome/bin/biome', 'format', '.'] },
  { name: 'lint', isQuick: true, command: ['@biomejs/biome/bin/biome', 'lint', '--error-on-warnings', '.'] },
  { name: 'types', isQuick: true, command: ['typescript/bin/tsc', '-b'] },
  { name: 'unit tests, architecture and size', isQuick: true, project: 'unit' },
  { name: 'the Worker over HTTP', isQuick: false, project: 'worker' },
  { name: 'model: 100 seeded histories', isQuick: false, project: 'model' },
  { name: 'identity: 300 seeded histories', isQuick: false, project: 'identity' },
  { name: 'kill: 10 rounds of SIGKILL', isQuick: false, project: 'kill' },
  { name: 'browser stories and real clients', isQuick: false, project: 'browser' },
]
