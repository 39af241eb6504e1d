import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

interface LogEntry {
  timestamp: number
  level: string
  message: string
}

/** Where the Workers' log lines go: all of them into a file, or the alarming ones onto standard error. */
export function workerLog(file?: string): (entry: LogEntry) => void {
  if (file === undefined) {
    return ({ level, message }) => {
      if (level === 'error' || level === 'warn') process.stderr.write(`${message}\n`)
    }
  }
  mkdirSync(dirname(file), { recursive: true })
  const stream = createWriteStream(file, { flags: 'a' })
  return ({ timestamp, level, message }) =>
    stream.write(`${new Date(timestamp).toISOString()} ${level} ${message}\n`)
}
