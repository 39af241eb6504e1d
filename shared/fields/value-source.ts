/** Who stated a value: `desk` an editor with a name, `server` the shop's systems, `browser` the shopper's. */
export interface ValueSource {
  kind: 'desk' | 'server' | 'browser'
  name?: string
}

const DESK = 'm:'

/** The source of what an editor states by hand, as events keep it. */
export function deskSource(name: string): string {
  return `${DESK}${name}`
}

/** From the source of an event; handles and claims stay what they are, unnamed. */
export function valueSource(source: string): ValueSource {
  if (source.startsWith(DESK)) return { kind: 'desk', name: source.slice(DESK.length) }
  return { kind: source === 's' ? 'server' : 'browser' }
}

/** Does an entry of a field's `keep` mean this source? `desk` means every editor, `desk:Anna` one. */
export function isMeant(entry: string, { kind, name }: ValueSource): boolean {
  return entry === kind || (name !== undefined && entry === `${kind}:${name}`)
}
