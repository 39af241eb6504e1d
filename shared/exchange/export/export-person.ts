import type { ConsentStamp } from '../../schema/consent.ts'
import type { ConsentState } from '../../schema/consent-state.ts'
import type { Money } from '../../schema/money.ts'

/** A person as exports see them: what they are like now, and what they agree to. */
export interface ExportPerson {
  profile: string
  /** Trusted ones. */
  traits: Readonly<Record<string, unknown>>
  segments: readonly string[]
  consent: ConsentStamp
  consents: ConsentState
  orders: { count: number; spent: Money; lastAt: number | null }
}

/** A trait as text: lists joined by commas, nothing for what is absent. */
export function traitText({ traits }: Pick<ExportPerson, 'traits'>, name: string): string {
  const value = Object.hasOwn(traits, name) ? traits[name] : undefined
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
