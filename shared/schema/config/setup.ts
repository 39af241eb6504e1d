import * as z from 'zod'
import { publicUrl } from '../../lib/public-url.ts'
import { FieldSettings } from './field-setup.ts'
import { Country, Identifiers } from './identifier-setup.ts'
import { ProofSetup } from './proof-setup.ts'
import { strict } from './strict.ts'
import { Address, Currency, Duration, Name, Text } from './values.ts'

/**
 * A secret is named, never written: the value is in the deployment's variable `<SHOP>__<NAME>`. Two underscores in a
 * name could reach into another shop's.
 */
const Secret = z
  .string()
  .regex(
    /^env:[A-Z](?!.*__)[A-Z0-9_]*$/,
    'C103 Expected the name of a secret, such as env:MAILER_SECRET, without two underscores in a row.',
  )

const Origin = z
  .string()
  .regex(
    /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/,
    'C103 Expected an origin such as https://www.example.com, in lower case and without a path.',
  )

const THIS_MACHINE = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/\S*)?$/

/** What our servers will call: the public internet over https, or this very machine in a local run. */
const WebAddress = z.string().superRefine((text, context) => {
  const target = publicUrl(text, { allowLocal: THIS_MACHINE.test(text) })
  if (target.ok) return
  const message = `C103 Expected a public address that starts with https://: ${target.reason}.`
  context.addIssue({ code: 'custom', message })
})

const Feed = strict({
  url: WebAddress,
  format: z.enum(['google-xml', 'google-tsv', 'shopify-csv', 'json-ld']),
  every: Duration.optional(),
})

const ConsentSetup = strict({
  /** The shop's consent tool; `banner` is our own. */
  tool: z.enum(['banner', 'tcf', 'google-consent-mode', 'shopify', 'own']).optional(),
  /** What an event agrees to when its sender says nothing about consent: nothing, or analytics alone. */
  unstated: z.enum(['refused', 'analytics']).optional(),
  texts: strict({
    title: Text.optional(),
    text: Text.optional(),
    accept: Text.optional(),
    refuse: Text.optional(),
  }).optional(),
  policy: Address.optional(),
  version: z.string().min(1).optional(),
})

export const CHANNELS = ['email', 'sms', 'push', 'call', 'post', 'ads'] as const

export const Destination = strict({
  type: z.enum(['webhook', 'google-ads', 'meta-ads', 'csv']),
  url: WebAddress.optional(),
  secret: Secret.optional(),
  channels: z.array(z.enum(CHANNELS)).optional(),
})
export type Destination = z.infer<typeof Destination>

/** `vicino.setup.jsonc`: what developers connect. */
export const Setup = strict({
  $schema: z.string().optional(),
  origins: z.array(Origin).optional(),
  consent: ConsentSetup.optional(),
  orders: z.enum(['verified', 'all']).optional(),
  rates: z.record(Currency, z.number().positive()).optional(),
  sendTo: z.record(Name, Destination).optional(),
  locationHint: z.enum(['wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'oc', 'afr', 'me']).optional(),
  jurisdiction: z.enum(['eu', 'fedramp']).optional(),
  country: Country.optional(),
  identifiers: Identifiers.optional(),
  proofs: ProofSetup.optional(),
  fields: FieldSettings.optional(),
  devices: strict({ link: z.boolean(), cluster: z.number().int().min(2).max(10).optional() }).optional(),
  feeds: z.record(Name, Feed).optional(),
  reserve: z
    .record(Name, z.partialRecord(z.enum(['mobile', 'tablet', 'desktop']), z.number().int().min(0)))
    .optional(),
})
export type Setup = z.infer<typeof Setup>
