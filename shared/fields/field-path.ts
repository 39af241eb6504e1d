/** Where a field stands in an event: keys from outside in, `[]` for "each entry of a list". */
export type FieldSteps = readonly string[]

export const EACH = '[]'

/** Where a shop's own fields stand in a call; `context` is what the client adds. */
export const ROOTS = ['properties', 'traits', 'context'] as const
export type FieldRoot = (typeof ROOTS)[number]

/** `properties.products[].colour`; a dot or bracket that belongs to a key is written behind a backslash. */
export function fieldPath(steps: FieldSteps): string {
  return steps.reduce((path, step) => {
    if (step === EACH) return `${path}${EACH}`
    const key = step.replace(/[\\.[]/g, '\\$&')
    return path === '' ? key : `${path}.${key}`
  }, '')
}

export function fieldSteps(path: string): string[] {
  const steps: string[] = []
  for (const [, key, each] of path.matchAll(/((?:\\.|[^.[\\])+)|(\[\])/gu)) {
    if (each) steps.push(EACH)
    else if (key) steps.push(key.replace(/\\(.)/gu, '$1'))
  }
  return steps
}

/** Everything that stands at a place: one value, one for each entry of its lists, or none. */
export function valuesAt(value: unknown, steps: FieldSteps, at = 0): unknown[] {
  if (value === undefined) return []
  const step = steps[at]
  if (step === undefined) return [value]
  if (step === EACH)
    return Array.isArray(value) ? value.flatMap((entry) => valuesAt(entry, steps, at + 1)) : []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.hasOwn(value, step) ? valuesAt((value as Record<string, unknown>)[step], steps, at + 1) : []
}
