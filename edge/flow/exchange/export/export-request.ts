import * as z from 'zod'
import { SHOP_SYSTEMS } from '../../../../shared/exchange/export/shop-tags.ts'
import { EXPORT_KINDS } from '../../../../shared/exchange/export/table.ts'
import { SHARDS } from '../../../lib/object-id.ts'
import { ApiError } from '../../../lib/problem.ts'

const Body = z.strictObject({
  as: z.enum(EXPORT_KINDS),
  format: z.enum(['csv', 'ndjson']).default('csv'),
  /** People in it; absent = everybody. */
  segment: z.string().min(1).max(64).optional(),
  system: z.enum(SHOP_SYSTEMS).default('shopify'),
  cursor: z.string().optional(),
})

/** One page of an export. */
export interface ExportRequest extends Omit<z.infer<typeof Body>, 'cursor' | 'segment'> {
  segment: string | null
  from: ExportCursor
  isFirst: boolean
}

/** Where a page begins: behind a profile, in a shard. */
export interface ExportCursor {
  shard: number
  after: string
}

/** Reads the body of an export; 400 with what and where. */
export function exportRequest(body: unknown): ExportRequest {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new ApiError(400, 'invalid-export', `\`${issue.path.join('.') || 'The body'}\`: ${issue.message}`)
  }
  const { cursor, segment = null, ...rest } = parsed.data
  return { ...rest, segment, from: readCursor(cursor), isFirst: cursor === undefined }
}

export function cursorText({ shard, after }: ExportCursor): string {
  return `${shard}.${after}`
}

function readCursor(text: string | undefined): ExportCursor {
  if (text === undefined) return { shard: 0, after: '' }
  const [, shard, after = ''] = /^(\d{1,3})\.((?:[pc]_[0-9a-f]{32})?)$/.exec(text) ?? []
  if (shard === undefined || Number(shard) >= SHARDS)
    throw new ApiError(400, 'invalid-cursor', '`cursor` is the `Vicino-Cursor` of the page before')
  return { shard: Number(shard), after }
}
