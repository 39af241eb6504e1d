import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** A project per kind of test: what it needs decides how long it may take and whether files run side by side. */
export default defineConfig({
  test: {
    // One less than the cores is the default; a Worker's tests wait more than they work.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project('unit', ['test/unit/**/*.test.ts', 'test/*.test.ts'], { seconds: 10, isParallel: true }),
      project('worker', ['test/worker/**/*.test.ts'], { seconds: 30, isParallel: true }),
      project('model', ['test/model/**/*.test.ts'], { seconds: 240 }),
      project('identity', ['test/identity/**/*.test.ts'], { seconds: 240 }),
      project('kill', ['test/kill/**/*.test.ts'], { seconds: 240 }),
      project(
        'browser',
        ['test/clients/**/*.test.ts', 'test/browser/**/*.test.ts', 'test/stories/**/*.test.ts'],
        {
          seconds: 90,
        },
      ),
    ],
  },
})

function project(name: string, include: string[], limits: { seconds: number; isParallel?: boolean }) {
  const timeout = limits.seconds * 1000
  return {
    test: {
      name,
      include,
      testTimeout: timeout,
      hookTimeout: Math.max(timeout, 30_000),
      fileParallelism: limits.isParallel ?? false,
      // Every kind but the unit tests runs against the built Worker.
      globalSetup: name === 'unit' ? [] : ['tools/local/build-before-tests.ts'],
    },
  }
}
