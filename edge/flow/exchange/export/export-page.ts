import { csvLine } from '../../../../shared/exchange/csv/csv-line.ts'
import type { ListCell } from '../../../../shared/exchange/export/ads-lists.ts'
import type { ExportPerson } from '../../../../shared/exchange/export/export-person.ts'
import { type ExportSettings, exportHeader, exportRow } from '../../../../shared/exchange/export/table.ts'
import type { Env } from '../../../env.ts'
import { sha256Hex } from '../../../lib/digest.ts'
import { mapLimited } from '../../../lib/map-limited.ts'
import { placeOf, SHARDS, type ShopPlace, shardStubAt } from '../../../lib/object-id.ts'
import { identifiersOf } from '../../../lib/shop-identifiers.ts'
import type { ShopRecord } from '../../../lib/shop-record.ts'
import type { ProfileRecord } from '../../../stores/profile/contract.ts'
import { reachPerson } from '../../../stores/profile/reach.ts'
import type { ExportCursor, ExportRequest } from './export-request.ts'

/** People of one page: an object call each. */
const PAGE = 300
const AT_ONCE = 12

export interface ExportPage {
  text: string
  /** Where to go on; null = that was all. */
  next: ExportCursor | null
}

/**
 * One page of an export. The shards say who may be in it; each person's own object says what they are like and what
 * they agree to now, so that a withdrawal or an erasure of this second counts.
 */
export async function exportPage(
  env: Pick<Env, 'SHARD' | 'PROFILE'>,
  shop: ShopRecord,
  request: ExportRequest,
  now: number,
): Promise<ExportPage> {
  const place = placeOf(shop)
  const { profiles, next } = await preselect(env, place, request)
  const settings: ExportSettings = {
    kind: request.as,
    system: request.system,
    isOfSegment: request.segment !== null,
    country: identifiersOf(shop).country,
    now,
  }
  const header = exportHeader(settings)
  const rows = await mapLimited(profiles, AT_ONCE, async (profile) => {
    const record = await readPerson(env, place, profile)
    const person = record && personOf(record, request.segment)
    const cells = person && exportRow(person, settings)
    return cells && Promise.all(cells.map(leave))
  })
  const lines = rows.filter((row) => row !== null).map((cells) => lineOf(request.format, header, cells))
  const isHeaded = request.isFirst && request.format === 'csv'
  return { text: `${isHeaded ? csvLine(header) : ''}${lines.join('')}`, next }
}

/** The next profiles that the shards know of, from where the page before stopped. */
async function preselect(
  env: Pick<Env, 'SHARD'>,
  shop: ShopPlace,
  { segment, from }: ExportRequest,
): Promise<{ profiles: string[]; next: ExportCursor | null }> {
  const profiles: string[] = []
  let { after } = from
  for (let { shard } = from; shard < SHARDS; shard += 1) {
    const room = PAGE - profiles.length
    const found = await shardStubAt(env, shop, shard).profiles(shop.id, { segment, after, limit: room })
    profiles.push(...found)
    if (found.length === room) return { profiles, next: { shard, after: found.at(-1)! } }
    after = ''
  }
  return { profiles, next: null }
}

/** The person as they are this moment; null = nobody is there any more. */
async function readPerson(
  env: Pick<Env, 'PROFILE'>,
  shop: ShopPlace,
  profile: string,
): Promise<ProfileRecord | null> {
  return reachPerson(env, shop, profile, (stub, asked) => stub.read(asked))
}

/** Null = they are not in the segment any more. */
function personOf({ profile, view, consents }: ProfileRecord, segment: string | null): ExportPerson | null {
  if (segment !== null && !view.segments.includes(segment)) return null
  const orders = view.features.orders as ExportPerson['orders']
  return { profile, traits: view.traits, segments: view.segments, consent: view.consent, consents, orders }
}

/** SHA-256 of what the networks know people by, in hex. */
function leave(cell: ListCell): Promise<string> {
  return 'hash' in cell ? sha256Hex(cell.hash) : Promise.resolve(cell.clear)
}

/** JSON has no formulas, and leaves out what is blank. */
function lineOf(format: 'csv' | 'ndjson', header: readonly string[], cells: readonly string[]): string {
  if (format === 'csv') return csvLine(cells)
  const filled = header.flatMap((name, at) => (cells[at] ? [[name, cells[at]] as const] : []))
  return `${JSON.stringify(Object.fromEntries(filled))}\n`
}
