import type { LogObject } from './log-object-table.ts'

/** Days that log objects are kept: 13 months, as long as behaviour in a profile. */
export const LOG_RETENTION_DAYS = 396

/** R2 key of a log object; padded, so that a listing is in order. */
export function logKey(
  shop: string,
  shard: number,
  { day, sequence }: Pick<LogObject, 'day' | 'sequence'>,
): string {
  return `log/${shop}/${day}/${shard}/${String(sequence).padStart(10, '0')}.ndjson`
}

/** Says to the nightly job that a shard has lines of erased people in its log. */
export function compactionKey(shop: string, shard: number): string {
  return `compaction/${shop}/${shard}`
}

/** `yyyy-mm-dd`, UTC. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
