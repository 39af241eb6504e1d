import { isPlainObject } from './intake/plain-object.ts'

/** What somebody at the desk states of a person by hand; `null` takes a value away. */
export interface FieldEdit {
  /** Who, as it is shown beside the value. */
  by: string
  fields: Record<string, unknown>
}

export type FieldEditReading = { ok: true; edit: FieldEdit } | { ok: false; pointer: string; reason: string }

const MOST_FIELDS = 50
const LONGEST_BY = 60
const LONGEST_VALUE = 1000

/** Reads `{"by": "Anna", "fields": {"tier": "gold"}}`. */
export function readFieldEdit({ by, fields }: Record<string, unknown>): FieldEditReading {
  if (typeof by !== 'string' || by.trim() === '' || by.length > LONGEST_BY || /[\p{Cc}\p{Cs}]/u.test(by))
    return refused('/by', `\`by\` says who edits, in 1 to ${LONGEST_BY} characters`)
  if (!isPlainObject(fields) || Object.keys(fields).length === 0)
    return refused('/fields', '`fields` is an object such as {"tier": "gold"}')
  if (Object.keys(fields).length > MOST_FIELDS)
    return refused('/fields', `At most ${MOST_FIELDS} fields can be edited at once`)
  for (const [name, value] of Object.entries(fields)) {
    const pointer = `/fields/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/.test(name))
      return refused(pointer, 'A field is named by its meaning: a letter, then letters, digits, _ . or -')
    if (['constructor', 'prototype'].includes(name)) return refused(pointer, 'This name cannot be used')
    const isList = Array.isArray(value) && value.every(isScalar)
    if (!isScalar(value) && !isList)
      return refused(pointer, 'A value is a text, a number, true, false, null, or a list of these')
    if (JSON.stringify(value).length > LONGEST_VALUE)
      return refused(pointer, `A value has at most ${LONGEST_VALUE} characters of JSON`)
  }
  return { ok: true, edit: { by: by.trim(), fields } }
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function refused(pointer: string, reason: string): FieldEditReading {
  return { ok: false, pointer, reason }
}
