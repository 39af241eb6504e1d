const NAMES = [
  'ready',
  'consent:change',
  'decision:made',
  'block:view',
  'block:click',
  'block:empty',
  'error',
]
let output: Pick<Console, 'info'> | null = null
let isListening = false

/** Writes every `vicino:` event to the console given; null stops it. */
export function debugTo(console: Pick<Console, 'info'> | null): void {
  output = console
  if (isListening) return
  isListening = true
  for (const name of NAMES) {
    document.addEventListener(`vicino:${name}`, (event) =>
      output?.info(event.type, (event as CustomEvent).detail),
    )
  }
}
