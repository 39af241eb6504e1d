import { spawn } from 'node:child_process'

/**
 * Runs a program to its end and keeps what it said.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * The first line of a tool's output that tells what went wrong, without colours and prefixes.
 * @param {string} output
 */
export function firstComplaint(output) {
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '').split('\n')
  const lines = plain.map((line) =>
    line.replace(/^npm (error|ERR!)\s*(code\s+)?|^\W*\[ERROR\]\s*/, '').trim(),
  )
  return (
    lines.find((line) => /error|cannot|could not|fail|not found|missing|E[A-Z]{4,}/i.test(line)) ??
    lines.find(Boolean) ??
    'no output'
  )
}
