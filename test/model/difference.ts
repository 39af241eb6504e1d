/** Where two JSON values differ, one path a line; undefined = they are equal but for rounding of fractions. */
export function difference(edge: unknown, model: unknown): string | undefined {
  const lines = compare(edge, model, '')
  return lines.length > 0 ? lines.join('\n') : undefined
}

function compare(edge: unknown, model: unknown, path: string): string[] {
  if (typeof edge === 'number' && typeof model === 'number' && isNear(edge, model)) return []
  if (isObject(edge) && isObject(model)) {
    const keys = new Set([...Object.keys(edge), ...Object.keys(model)])
    return [...keys].flatMap((key) => compare(edge[key], model[key], `${path}/${key}`))
  }
  if (Object.is(edge, model)) return []
  return [`  ${path || '/'}: the edge says ${show(edge)}, the model ${show(model)}`]
}

/** Whole numbers must be equal; shares are sums taken in another order. */
function isNear(a: number, b: number): boolean {
  return (
    a === b ||
    (!(Number.isInteger(a) && Number.isInteger(b)) && Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b)))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
