import { CONFIG_FILE, checkFile, isThere, SETUP_FILE } from '../files.ts'
import { report } from '../report.ts'
import type { GlobalOptions } from '../settings.ts'
import type { Exit, Terminal } from '../terminal.ts'

/** `vicino check [file]`: without a file, the config of this folder and its setup if there is one. */
export function checkCommand(file: string | undefined, { format }: GlobalOptions, terminal: Terminal): Exit {
  const files = file ? [file] : [CONFIG_FILE, ...(isThere(SETUP_FILE, terminal) ? [SETUP_FILE] : [])]
  return report(
    files.map((name) => checkFile(name, terminal)),
    format,
    terminal,
  )
}
