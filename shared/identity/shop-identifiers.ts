import { DEFAULT_RULES, type IdentifierRule } from './identifier-rules.ts'
import type { SameBox } from './normalise-email.ts'

/** How the values of a type are told apart. */
export type IdentifierKind =
  /** As they are; NFC and trimmed. */
  'text' | 'email' | 'phone'

/** What the setup says of one type; what it leaves out is as {@link DEFAULT_TYPES} or as any shared type. */
export interface IdentifierSettings {
  unique?: boolean | undefined
  limit?: number | undefined
  /** 1 comes first. */
  priority?: number | undefined
  /** Values that name nobody, besides those that never do; `*` stands for anything. */
  block?: readonly string[] | undefined
  as?: IdentifierKind | undefined
  /** Whose spellings of one address are one box. */
  ignore?: SameBox | undefined
}

/** What a shop's setup says of identifiers; kept in the shop's record. */
export interface IdentitySettings {
  /** ISO 3166-1 alpha-2: how phone numbers are read that name no country. */
  country?: string | undefined
  identifiers?: Readonly<Record<string, IdentifierSettings>> | undefined
  /** Whether devices of one person are looked for, and how many profiles one cluster may have. */
  devices?: { link: boolean; cluster?: number | undefined } | undefined
}

export interface IdentifierType extends IdentifierRule {
  kind: IdentifierKind
  priority: number
  block: readonly string[]
  sameBox?: SameBox
}

/** A shop's types of identifier, made ready; {@link IdentifierType} is a rule, so this feeds `refuseJoin`. */
export interface ShopIdentifiers {
  country?: string
  types: Readonly<Record<string, IdentifierType>>
}

/** How many values of a shared type one person may have, where nothing is said; Segment's limit. */
const SHARED_LIMIT = 5

const DEFAULT_TYPES: Readonly<Record<string, Pick<IdentifierType, 'kind' | 'priority'>>> = {
  user_id: { kind: 'text', priority: 1 },
  email: { kind: 'email', priority: 100 },
  phone: { kind: 'phone', priority: 101 },
  device: { kind: 'text', priority: 102 },
}

/** After the unique ids of a shop, before e-mail and phone. */
const UNIQUE_PRIORITY = 50
const SHARED_PRIORITY = 103

/** From what the setup says to what is asked at every event. */
export function shopIdentifiers({ country, identifiers = {} }: IdentitySettings = {}): ShopIdentifiers {
  const types: Record<string, IdentifierType> = Object.create(null)
  for (const name of new Set([...Object.keys(DEFAULT_TYPES), ...Object.keys(identifiers)])) {
    types[name] = typeOf(name, Object.hasOwn(identifiers, name) ? identifiers[name]! : {})
  }
  return { ...(country !== undefined && { country }), types }
}

/** Types that lead to people, the strongest first; of equal ones, unique before shared, then by name. */
export function byPriority({ types }: ShopIdentifiers): string[] {
  const rank = (name: string) => types[name]!
  return Object.keys(types).sort(
    (a, b) =>
      rank(a).priority - rank(b).priority ||
      Number(rank(b).isUnique ?? false) - Number(rank(a).isUnique ?? false) ||
      (a < b ? -1 : 1),
  )
}

function typeOf(name: string, settings: IdentifierSettings): IdentifierType {
  const known = Object.hasOwn(DEFAULT_TYPES, name) ? DEFAULT_TYPES[name] : undefined
  const rule = Object.hasOwn(DEFAULT_RULES, name) ? DEFAULT_RULES[name]! : {}
  const isUnique = settings.unique ?? rule.isUnique ?? false
  return {
    kind: settings.as ?? known?.kind ?? 'text',
    priority: settings.priority ?? known?.priority ?? (isUnique ? UNIQUE_PRIORITY : SHARED_PRIORITY),
    block: settings.block ?? [],
    ...(settings.ignore && { sameBox: settings.ignore }),
    ...(isUnique ? { isUnique } : { limit: settings.limit ?? rule.limit ?? SHARED_LIMIT }),
  }
}
