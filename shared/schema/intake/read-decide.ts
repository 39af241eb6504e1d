import { PAGE_TYPES, type PageContext } from '../decide.ts'
import { categoryPath } from '../event-fields.ts'
import { isPlainObject } from './plain-object.ts'

const MAX_PLACEMENTS = 50
const MAX_TEXT = 2000
const KNOWN_PAGES: ReadonlySet<string> = new Set(PAGE_TYPES)
const DEVICES: ReadonlySet<string> = new Set(['mobile', 'tablet', 'desktop'])

export type DecideProblem = { pointer: string; reason: string }

/**
 * The question of a decide request: what page, which placements. Hand-written, for the hot path. What a page says of
 * itself is a hint: a field of the wrong kind is left out, and only a wrong list of placements is refused.
 */
export function readDecide(
  body: Record<string, unknown>,
): { placements: string[]; page: PageContext } | DecideProblem {
  const { placements = [], page } = body
  if (
    !Array.isArray(placements) ||
    !placements.every((name) => typeof name === 'string' && name.length <= 100)
  ) {
    return { pointer: '/placements', reason: '`placements` must be a list of names' }
  }
  if (placements.length > MAX_PLACEMENTS)
    return { pointer: '/placements', reason: `at most ${MAX_PLACEMENTS} placements a request` }
  return { placements: [...new Set(placements as string[])], page: readPage(page) }
}

function readPage(value: unknown): PageContext {
  if (!isPlainObject(value)) return {}
  const category = categoryPath(value.category)
  return {
    ...text(value, 'url'),
    ...text(value, 'product'),
    ...text(value, 'query'),
    ...text(value, 'language'),
    ...(category !== undefined && { category }),
    ...(KNOWN_PAGES.has(String(value.type)) && { type: value.type as NonNullable<PageContext['type']> }),
    ...(DEVICES.has(String(value.device)) && { device: value.device as NonNullable<PageContext['device']> }),
  }
}

function text<Key extends string>(fields: Record<string, unknown>, key: Key): { [K in Key]?: string } {
  const value = fields[key]
  return (typeof value === 'string' && value.length <= MAX_TEXT ? { [key]: value } : {}) as {
    [K in Key]?: string
  }
}
