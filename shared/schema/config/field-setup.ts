import * as z from 'zod'
import { FIELD_TYPES, LETTER_CASES } from '../field-type.ts'
import { ABOUT_NAMES } from './about-names.ts'
import type { Finding } from './problem.ts'
import { strict } from './strict.ts'
import { FieldName } from './values.ts'

/** Who may state a value, for `keep`: anybody at the desk or one of them by name, the shop's server, the browser. */
export const VALUE_SOURCES = /^(?:desk(?::.{1,60})?|server|browser)$/u

const Sources = z
  .array(
    z
      .string()
      .regex(VALUE_SOURCES, 'C103 Expected a source: "desk", "desk:" and a name, "server" or "browser".'),
  )
  .min(1)

/** What a shop says of one of its fields, also long after it was first sent. */
export const FieldSetting = strict({
  type: z.enum(FIELD_TYPES),
  /** The name that rules use; fields of one meaning are one. Without it the field's own name. */
  meaning: FieldName.optional(),
  personal: z.boolean().optional(),
  purpose: z.enum(['analytics', 'personalization', 'marketing']).optional(),
  case: z.enum(LETTER_CASES).optional(),
  /** Which value stands where several were stated. */
  keep: z
    .union([z.enum(['newest', 'most frequent']), Sources], {
      error: 'C103 Expected "newest", "most frequent", or sources in order, such as ["desk", "server"].',
    })
    .optional(),
})
export type FieldSetting = z.infer<typeof FieldSetting>

/** A path as the catalogue writes it, `properties.products[].colour`, or a bare name. */
const FieldKey = z
  .string()
  .max(160)
  .regex(
    /^(?:\\.|[^\\.[\]\p{Cc}])+(?:\[\])*(?:\.(?:\\.|[^\\.[\]\p{Cc}])+(?:\[\])*)*$/u,
    'C109 A field is a name, or a path such as properties.products[].colour, as `vicino fields` writes it.',
  )

export const FieldSettings = z.record(FieldKey, FieldSetting)
export type FieldSettings = z.infer<typeof FieldSettings>

/** What a schema cannot say: names that are taken, and fields of one meaning that disagree. */
export function fieldFindings(fields: FieldSettings = {}): Finding[] {
  const first = new Map<string, { key: string; setting: FieldSetting }>()
  return Object.entries(fields).flatMap(([key, setting]): Finding[] => {
    const name = setting.meaning ?? key
    const at = ['fields', key, ...(setting.meaning === undefined ? [] : ['meaning'])]
    if (ABOUT_NAMES.includes(name)) {
      const help = 'Give it another "meaning".'
      return [
        { code: 'C120', path: at, message: `"${name}" is the name of something that is computed.`, help },
      ]
    }
    const known = first.get(name)
    if (!known) {
      first.set(name, { key, setting })
      return []
    }
    const differing = (['type', 'case', 'purpose', 'keep'] as const).find(
      (part) => JSON.stringify(known.setting[part]) !== JSON.stringify(setting[part]),
    )
    if (differing === undefined) return []
    const message = `"${key}" and "${known.key}" both mean "${name}" and have another "${differing}".`
    return [{ code: 'C121', path: ['fields', key], message, isAboutKey: true }]
  })
}
