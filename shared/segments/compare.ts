import type { Comparison } from '../schema/config/condition.ts'

type Scalar = string | number | boolean

/** Whether a value passes; a list passes if one of its entries does. */
export type Compare = (value: unknown) => boolean

export interface CompareOptions {
  /** Compare texts as paths: `shoes` also means `shoes/boots`. */
  isPath?: boolean
}

/**
 * Compiles operators into one test; all that are named must hold.
 *
 * Text is compared without regard to case. Numbers may come as text ("49.90"). What is not known is none of
 * the things asked for, so `isNot` and `noneOf` hold for it and every other operator but `exists: false` fails.
 */
export function comparison(operators: Comparison, options: CompareOptions = {}): Compare {
  const tests: Compare[] = []
  const { is, isNot, oneOf, noneOf, atLeast, atMost, between, contains, exists } = operators
  if (is !== undefined) tests.push(isAny([is], options))
  if (oneOf) tests.push(isAny(oneOf, options))
  if (isNot !== undefined) tests.push(isNone([isNot], options))
  if (noneOf) tests.push(isNone(noneOf, options))
  if (atLeast !== undefined) tests.push(ofNumber((value) => value >= atLeast))
  if (atMost !== undefined) tests.push(ofNumber((value) => value <= atMost))
  if (between) tests.push(ofNumber((value) => value >= between[0] && value <= between[1]))
  if (contains !== undefined) tests.push(holdsText(contains))
  if (exists !== undefined) tests.push((value) => isKnown(value) === exists)
  return tests.length === 1 ? tests[0]! : (value) => tests.every((test) => test(value))
}

/** A number, also one written as text; null for everything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return null
  return Number(value)
}

export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function isAny(wanted: readonly Scalar[], options: CompareOptions): Compare {
  const tests = wanted.map((one) => equals(one, options))
  const [only] = tests
  return some(only && tests.length === 1 ? only : (value) => tests.some((test) => test(value)))
}

function isNone(unwanted: readonly Scalar[], options: CompareOptions): Compare {
  const isOne = isAny(unwanted, options)
  return (value) => !isOne(value)
}

function ofNumber(test: (value: number) => boolean): Compare {
  return some((value) => {
    const number = numberOf(value)
    return number !== null && test(number)
  })
}

/** In a text, a part of it; in a list of texts, a part of one of them. */
function holdsText(part: string): Compare {
  const wanted = plain(part)
  return some(
    (value) =>
      (typeof value === 'string' || typeof value === 'number') && plain(String(value)).includes(wanted),
  )
}

function equals(wanted: Scalar, { isPath }: CompareOptions): Compare {
  if (typeof wanted === 'boolean') return (value) => value === wanted || value === String(wanted)
  if (typeof wanted === 'number') return (value) => numberOf(value) === wanted
  const text = isPath ? pathOf(wanted) : plain(wanted)
  const above = `${text}/`
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return false
    if (!isPath) return plain(String(value)) === text
    const path = pathOf(String(value))
    return path === text || path.startsWith(above)
  }
}

function some(test: Compare): Compare {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value))
}

/** A shop has few categories and its events name them over and over. */
const MOST_PATHS = 2000
const paths = new Map<string, string>()

/** Google's `Home > Shoes > Boots` and our `shoes/boots` are both paths. */
function pathOf(text: string): string {
  const known = paths.get(text)
  if (known !== undefined) return known
  const path = plain(text)
    .replace(/\s*[>/]\s*/g, '/')
    .replace(/^\/|\/$/g, '')
  if (paths.size >= MOST_PATHS) paths.clear()
  paths.set(text, path)
  return path
}

function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}
