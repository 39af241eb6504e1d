import type { KnownIdentifier, PersonGraph } from './person.ts'

/** What a type of identifier says about people. */
export interface IdentifierRule {
  /** A person has one value of it, and a value one person. */
  isUnique?: boolean
  /** How many values one person may have; a unique type has one. */
  limit?: number
}

/** Why two people are not joined. */
export type Refusal =
  /** Both are known by a unique identifier of this type, and they differ. */
  | { reason: 'different-unique-ids'; type: string }
  /** Together they would have more values of this type than one person may. */
  | { reason: 'limit'; type: string; limit: number }

/** `user_id` is unique wherever a shop says nothing else. */
export const DEFAULT_RULES: Readonly<Record<string, IdentifierRule>> = {
  user_id: { isUnique: true },
  email: { limit: 5 },
  phone: { limit: 5 },
  device: { limit: 10 },
}

/** May two people be one? Null = nothing speaks against it. Types without a rule never do. */
export function refuseJoin(
  one: Pick<PersonGraph, 'identifiers'>,
  other: Pick<PersonGraph, 'identifiers'>,
  rules: Readonly<Record<string, IdentifierRule>> = DEFAULT_RULES,
): Refusal | null {
  const values = valuesByType([...one.identifiers, ...other.identifiers])
  for (const [type, hashes] of values) {
    const rule = Object.hasOwn(rules, type) ? rules[type]! : {}
    if (rule.isUnique && hashes.size > 1) return { reason: 'different-unique-ids', type }
    if (rule.limit !== undefined && hashes.size > rule.limit)
      return { reason: 'limit', type, limit: rule.limit }
  }
  return null
}

function valuesByType(identifiers: readonly KnownIdentifier[]): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>()
  for (const { type, hash } of identifiers) values.set(type, (values.get(type) ?? new Set()).add(hash))
  return values
}
