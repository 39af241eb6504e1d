/** What a field can hold, as its shop classifies it. */
export const FIELD_TYPES = [
  'text',
  'number',
  'money',
  'boolean',
  'date',
  'list',
  'country',
  'currency',
  'email',
  'phone',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** Letter case that a shop may ask for; `name` is `Anna-Maria De Luca`. */
export const LETTER_CASES = ['lower', 'upper', 'name'] as const
export type LetterCase = (typeof LETTER_CASES)[number]
