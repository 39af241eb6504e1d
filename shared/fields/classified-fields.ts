import type { CleanContext } from '../clean/clean-context.ts'
import { type CleanValue, cleanValue } from '../clean/clean-value.ts'
import type { FieldSetting, FieldSettings } from '../schema/config/field-setup.ts'
import { EACH, type FieldRoot, type FieldSteps, fieldSteps, ROOTS, valuesAt } from './field-path.ts'

/** An event as fields are read from it. */
export interface FieldEvent {
  name: string
  /** Traits where the event is `identified`. */
  properties: Readonly<Record<string, unknown>>
  context?: Readonly<Record<string, unknown>>
  isTrusted?: true | boolean
}

/** One field that the shop has classified. */
export interface ClassifiedField {
  /** As the setup writes it. */
  key: string
  /** What rules call it. */
  name: string
  /** Undefined: a bare name, wherever it is sent. */
  root: FieldRoot | undefined
  /** Below the root. */
  steps: FieldSteps
  setting: FieldSetting
}

export interface ClassifiedFields {
  all: readonly ClassifiedField[]
  byName: ReadonlyMap<string, readonly ClassifiedField[]>
  clean(value: unknown, field: ClassifiedField): CleanValue | undefined
}

/** Where events list their products; see `shared/schema/event-fields.ts`. */
const LISTS: ReadonlySet<string> = new Set(['products', 'items', 'line_items', 'lineItems'])

/** Makes a setup's `fields` ready. */
export function classifyFields(settings: FieldSettings, context: CleanContext): ClassifiedFields {
  const all = Object.entries(settings).map(([key, setting]): ClassifiedField => {
    const [first = '', ...rest] = fieldSteps(key)
    const root = rest.length > 0 ? ROOTS.find((name) => name === first) : undefined
    const steps = root ? rest : [first, ...rest]
    return { key, root, steps, setting, name: setting.meaning ?? nameOf(steps) }
  })
  const byName = new Map<string, ClassifiedField[]>()
  for (const field of all) byName.set(field.name, [...(byName.get(field.name) ?? []), field])
  return { all, byName, clean: (value, { setting }) => cleanValue(value, setting, context) }
}

/** What one event says of a field: every value that stands at its place, as sent. Who is not trusted states no traits. */
export function valuesIn(event: FieldEvent, { root, steps }: ClassifiedField): unknown[] {
  const isAboutPerson = event.name === 'identified'
  if (event.name === 'grouped' || event.name === 'aliased' || event.name === 'consent_changed') return []
  if (root === 'context') return valuesAt(event.context, steps)
  if (isAboutPerson ? root === 'properties' || !event.isTrusted : root === 'traits') return []
  const found = valuesAt(event.properties, steps)
  return root !== undefined || found.length > 0 || isAboutPerson ? found : inProducts(event.properties, steps)
}

/** Where the field stands in one product of an event; undefined = not in a product. */
export function stepsInProduct({ root, steps }: ClassifiedField): FieldSteps | undefined {
  const [list = '', each, ...rest] = steps
  if (root === 'context' || root === 'traits') return undefined
  return LISTS.has(list) && each === EACH && rest.length > 0 ? rest : undefined
}

function inProducts(properties: FieldEvent['properties'], steps: FieldSteps): unknown[] {
  for (const list of LISTS) {
    const found = valuesAt(properties, [list, EACH, ...steps])
    if (found.length > 0) return found
  }
  return []
}

/** The field's own name: without what every product field has in common. */
function nameOf(steps: FieldSteps): string {
  const [list = '', each, ...rest] = steps
  const own = LISTS.has(list) && each === EACH && rest.length > 0 ? rest : steps
  return own.filter((step) => step !== EACH).join('.')
}
