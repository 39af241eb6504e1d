import * as z from 'zod'
import { DURATION } from '../../lib/duration.ts'

/** A duration such as `14d`; see `shared/lib/duration.ts`. */
export const Duration = z
  .string()
  .regex(DURATION, 'C112 Expected a duration such as 30m, 24h, 14d, 8w, 6mo or 1y.')

/** The name a segment, placement, campaign … is known by everywhere: in the file, in reports, in web addresses. */
export const Name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'C109 A name is up to 64 letters, digits, - or _, without spaces.',
  )

/** The name of an event's or a person's field. */
export const FieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/, 'C109 A field name starts with a letter and has no spaces.')

/** A day or a minute, `2026-11-20` or `2026-12-08T23:59`; without an offset it is the shop's own time. */
export const Moment = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/,
    'C110 Expected a date such as 2026-11-20 or 2026-12-08T23:59.',
  )

/** A language code such as `it` or `en-GB`. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, 'C103 Expected a language code such as it, pl or en.')

/** One text, or one for each language. */
export const Text = z.union([z.string(), z.record(Language, z.string())], {
  error: 'C103 Expected a text, or one text for each language: { "it": "…", "en": "…" }.',
})

/** A link or picture a shopper's browser may be given: a path of the shop or an http(s) address, never a script. */
export const Address = z
  .string()
  .regex(
    /^(\/(?![/\\])|https?:\/\/)[^\s]*$/i,
    'C103 Expected a path such as /new or an address that starts with https://.',
  )

/** One address, or one for each language. */
export const Addresses = z.union([Address, z.record(Language, Address)], {
  error:
    'C103 Expected a path such as /new or an address that starts with https://, or one for each language: { "it": "/it/new" }.',
})

/** An ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'C103 Expected a currency code such as EUR.')

export const Percent = z.number().min(0).max(100)
