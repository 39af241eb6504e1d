import { isSupportedCountry } from 'libphonenumber-js/min'
import * as z from 'zod'
import type { Finding } from './problem.ts'
import { strict } from './strict.ts'

/** A type of identifier is part of stored hashes and of addresses. */
const TypeName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,40}$/,
    'C109 A type of identifier is up to 41 small letters, digits or _, such as customer_id.',
  )

/** ISO 3166-1 alpha-2. */
export const Country = z.string().superRefine((code, context) => {
  if (isSupportedCountry(code)) return
  const hint = code === 'UK' ? 'the United Kingdom is GB' : 'two capital letters such as IT'
  context.addIssue({ code: 'custom', message: `C103 Expected a country’s code: ${hint}.` })
})

const Pattern = z
  .string()
  .max(256)
  .regex(
    /[^*@.\s]/,
    'C118 This pattern would block everybody: it needs a letter or a digit, such as test@* or *@example.com.',
  )

const Domains = z
  .array(
    z
      .string()
      .regex(
        /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)+)$/,
        'C103 Expected a domain in small letters such as gmail.com, or * for all.',
      ),
  )
  .max(100)

const Identifier = strict({
  unique: z.boolean().optional(),
  limit: z.number().int().min(1).max(100).optional(),
  priority: z.number().int().min(1).max(1000).optional(),
  block: z.array(Pattern).max(1000).optional(),
  as: z.enum(['text', 'email', 'phone']).optional(),
  ignore: strict({ dots: Domains.optional(), tags: Domains.optional() }).optional(),
})
export type Identifier = z.infer<typeof Identifier>

export const Identifiers = z.record(TypeName, Identifier)

/** Ids whose meaning is Vicino's own: only what they block may be said. */
const FIXED = ['user_id', 'anonymous_id']
const TAKEN = ['order_id', 'group_id', 'profile']

/** What contradicts itself, or what everything else rests on. */
export function identifierFindings(identifiers: Readonly<Record<string, Identifier>> = {}): Finding[] {
  return Object.entries(identifiers).flatMap(([name, identifier]) =>
    faultsOf(name, identifier).map(([key, message]) => ({
      code: 'C118' as const,
      path: ['identifiers', name, ...(key === '' ? [] : [key])],
      message,
      isAboutKey: true,
    })),
  )
}

function faultsOf(name: string, { unique, limit, as, ignore, ...rest }: Identifier): [string, string][] {
  if (TAKEN.includes(name)) return [['', `"${name}" is no identifier of people; choose another name.`]]
  if (FIXED.includes(name)) {
    const { priority } = rest
    return Object.entries({ unique, limit, as, ignore, priority })
      .filter(([, value]) => value !== undefined)
      .map(([key]) => [key, `"${name}" is what it is; only its "block" can be set.`])
  }
  const faults: [string, string][] = []
  if (unique && limit !== undefined && limit !== 1)
    faults.push(['limit', 'A unique identifier has one value for each person; leave "limit" out.'])
  if (ignore && (as ?? name) !== 'email') faults.push(['ignore', 'Only e-mail addresses have dots and tags.'])
  return faults
}
