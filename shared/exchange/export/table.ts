import { GOOGLE_HEADER, googleRow, type ListCell, META_HEADER, metaRow } from './ads-lists.ts'
import { CRM_HEADER, crmRow } from './crm.ts'
import type { ExportPerson } from './export-person.ts'
import { mayExport } from './may-export.ts'
import { type ShopSystem, TAGS_HEADER, tagsRow } from './shop-tags.ts'

/** What an export is for. */
export const EXPORT_KINDS = ['crm', 'google-ads', 'meta-ads', 'dmp', 'tags'] as const
export type ExportKind = (typeof EXPORT_KINDS)[number]

export interface ExportSettings {
  kind: ExportKind
  /** Of `tags`. */
  system: ShopSystem
  /** The list is of a segment, so that being on it says something of a person. */
  isOfSegment: boolean
  /** ISO 3166-1 alpha-2, for phone numbers that name no country. */
  country?: string | undefined
  now: number
}

/** Names a person to a data platform without saying who they are. */
const DMP_HEADER = ['email_sha256', 'phone_sha256', 'segments'] as const

export function exportHeader({ kind, system }: Pick<ExportSettings, 'kind' | 'system'>): readonly string[] {
  switch (kind) {
    case 'crm':
      return CRM_HEADER
    case 'google-ads':
      return GOOGLE_HEADER
    case 'meta-ads':
      return META_HEADER
    case 'dmp':
      return DMP_HEADER
    case 'tags':
      return TAGS_HEADER[system]
  }
}

/** A person's row; null where nothing of them may leave this way. */
export function exportRow(person: ExportPerson, settings: ExportSettings): ListCell[] | null {
  const { kind, system, isOfSegment, country, now } = settings
  const ads = isOfSegment ? 'ads-learned' : 'ads'
  switch (kind) {
    case 'crm':
      return inClear(crmRow(person, now))
    case 'google-ads':
      return mayExport(person, ads, now) ? googleRow(person, country) : null
    case 'meta-ads':
      return mayExport(person, ads, now) ? metaRow(person, country) : null
    case 'dmp': {
      const row = mayExport(person, 'ads-learned', now) ? metaRow(person, country) : null
      return row && [row[0]!, row[1]!, { clear: person.segments.join(',') }]
    }
    case 'tags':
      return inClear(tagsRow(person, system, now))
  }
}

function inClear(cells: string[] | null): ListCell[] | null {
  return cells?.map((clear) => ({ clear })) ?? null
}
