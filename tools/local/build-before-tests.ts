import { build } from '../build.ts'

/** vitest calls this once before the tests of a project: they run against what the sources say now. */
export const setup: () => Promise<void> = build
