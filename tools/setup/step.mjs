/** What a person can do something about: shown as one sentence, without a stack. */
export class SetupError extends Error {}

/**
 * Runs one step and says so in one line on stderr: `✓ dependencies (12.3 s)`. Standard output stays free for figures.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const startedAt = performance.now()
  const isTerminal = process.stderr.isTTY === true
  if (isTerminal) process.stderr.write(`… ${name}`)
  const clear = isTerminal ? '\r\x1b[K' : ''
  try {
    const result = await work()
    process.stderr.write(`${clear}✓ ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)\n`)
    return result
  } catch (error) {
    process.stderr.write(`${clear}✗ ${name}\n`)
    throw error
  }
}
