/** Everything the command touches outside itself, so that a test can stand in for it. */
export interface Terminal {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** A person is looking: colours are welcome. */
  isTerminal: boolean
  /** Epoch ms. */
  now: number
  fetch: typeof fetch
  /** All of standard input, for the file name `-`. */
  readInput(): string
  write(text: string): void
  writeError(text: string): void
}

/** How a command ends: all well, problems found, or called in a way it cannot understand. */
export const EXIT = { ok: 0, problems: 1, usage: 2 } as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** Something the person at the keyboard can put right; its message is all they see. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exit: Exit

  constructor(message: string, exit: Exit = EXIT.usage) {
    super(message)
    this.exit = exit
  }
}
