import * as z from 'zod'
import { IMPORT_KINDS } from './kinds.ts'

/** Whether the runtime knows a zone by this name. */
function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const Mapping = z.strictObject({
  as: z.enum(IMPORT_KINDS).optional(),
  /** The system the file comes from: part of every row's id. */
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'up to 32 small letters, digits, - or _')
    .optional(),
  /** The file's name of a column → a field, `trait:<name>`, or null to ignore it. */
  columns: z
    .record(
      z.string().min(1).max(300),
      z.union([z.string().regex(/^(trait:)?[a-z][a-z0-9_]{0,62}$/), z.null()]),
    )
    .optional(),
  /** A field's texts → what they mean: `{ "status": { "Spedito": "completed" } }`. */
  values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency code such as EUR')
    .optional(),
  decimal: z.enum([',', '.']).optional(),
  timezone: z.string().refine(isTimezone, 'a time zone such as Europe/Rome').optional(),
  dates: z.enum(['dmy', 'mdy']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252', 'iso-8859-2'])
    .optional(),
})

/** How a file is to be read, where its own words are not enough; the file `--mapping` names. */
export type Mapping = z.infer<typeof Mapping>

/** Checks a mapping; the problem says where and what. */
export function readMapping(value: unknown): { mapping: Mapping } | { problem: string } {
  const parsed = Mapping.safeParse(value)
  if (parsed.success) return { mapping: parsed.data }
  const issue = parsed.error.issues[0]!
  return { problem: `The mapping's \`${issue.path.join('.') || '(whole)'}\`: ${issue.message}` }
}
