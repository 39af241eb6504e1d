#!/usr/bin/env node
// Plain JavaScript that any Node runs: it finds one that reads TypeScript and hands over to it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = new URL('./vicino.ts', import.meta.url)

if (process.features.typescript) {
  await import(program.href)
} else {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const node = fileURLToPath(new URL(`../../node_modules/node/bin/${name}`, import.meta.url))
  if (existsSync(node)) {
    const { status } = spawnSync(node, [fileURLToPath(program), ...process.argv.slice(2)], {
      stdio: 'inherit',
    })
    process.exitCode = status ?? 1
  } else {
    console.error(
      `vicino runs on Node 22.18 or newer, and this is ${process.version}. Run npm ci: it brings one along.`,
    )
    process.exitCode = 2
  }
}
