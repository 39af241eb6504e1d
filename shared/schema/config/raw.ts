/** A block of a file that may still be wrong anywhere: the checks read it as far as it makes sense. */
export type Raw = Record<string, unknown>
export type Path = (string | number)[]

export function isBlock(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The named blocks of a collection such as `segments`; what is not a block is left to the schema to report. */
export function blocksOf(data: Raw, collection: string): [name: string, block: Raw][] {
  const blocks = data[collection]
  if (!isBlock(blocks)) return []
  return Object.entries(blocks).filter((entry): entry is [string, Raw] => isBlock(entry[1]))
}

export function namesOf(data: Raw, collection: string): string[] {
  const blocks = data[collection]
  return isBlock(blocks) ? Object.keys(blocks) : []
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value at a path; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  )
}
