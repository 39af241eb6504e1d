import type { FieldSetting, FieldSettings } from '../schema/config/field-setup.ts'
import { EACH, fieldSteps } from './field-path.ts'

/** What the setup says of a field of the catalogue: by its path, or by its bare name wherever that is read. */
export function settingOf(
  path: string,
  settings: FieldSettings,
): { key: string; setting: FieldSetting } | undefined {
  if (Object.hasOwn(settings, path)) return { key: path, setting: settings[path]! }
  const [root, ...steps] = fieldSteps(path)
  const isList = steps[1] === EACH && /^(?:products|items|line_?items)$/i.test(steps[0] ?? '')
  const [name, ...rest] = isList ? steps.slice(2) : steps
  if ((root !== 'properties' && root !== 'traits') || name === undefined) return undefined
  // Entries of a list stand at the list's own name when the setup asks for a list.
  if (rest.some((step) => step !== EACH) || !Object.hasOwn(settings, name)) return undefined
  return { key: name, setting: settings[name]! }
}
