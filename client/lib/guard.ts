import { emit } from './emit.ts'

const told = new Set<string>()

/** Reports a fault to the page, once per message, as `vicino:error`. The shop goes on either way. */
export function report(cause: unknown): void {
  const message = cause instanceof Error ? cause.message : String(cause)
  if (told.has(message)) return
  told.add(message)
  emit('error', { message })
}

/** Runs work that must never throw into the shop's page. */
export function guard<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (cause) {
    report(cause)
    return undefined
  }
}
