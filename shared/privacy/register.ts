import type { Config } from '../schema/config/config.ts'
import type { Setup } from '../schema/config/setup.ts'
import { CHANNELS } from '../schema/consent.ts'
import { KEPT } from './keep.ts'

/** One purpose that personal data is used for (GDPR, article 30). */
export interface Processing {
  purpose: string
  legalBasis: string
  /** Whose data. */
  people: string
  categories: string[]
  /** Of the config and setup: what the purpose is used by. */
  usedBy: string[]
  recipients: string[]
  retention: string
}

export interface ProcessingRegister {
  shop: string
  configVersion: number
  processing: Processing[]
  recipients: { name: string; type: string; address: string | null; receives: string }[]
  retention: { what: string; kept: string }[]
  /** Where it is stored. */
  places: string
  security: string[]
}

export interface RegisterInput {
  shop: string
  configVersion: number
  config: Config
  setup: Setup
}

const LINKED_DEVICES =
  'devices of probably one person: pseudonyms of networks (/24, /48) by the hour, language, class of screen'

/** The register of processing as config and setup say it is: nothing in it is written by hand, so nothing is out of date. */
export function processingRegister({
  shop,
  configVersion,
  config,
  setup,
}: RegisterInput): ProcessingRegister {
  const { behaviour: ofBehaviour, anonymous, customers } = config.keep ?? {}
  const kept = {
    behaviour: ofBehaviour ?? KEPT.behaviour,
    anonymous: anonymous ?? KEPT.anonymous,
    customers: customers ?? KEPT.customers,
  }
  const recipients = Object.entries(setup.sendTo ?? {}).map(([name, { type, url, channels }]) => ({
    name,
    type,
    address: url?.split('/')[2] ?? null,
    receives: `pseudonym and segment names of people who agree to marketing (${(channels ?? CHANNELS).join(', ')}); erasures of everybody`,
  }))
  const names = (kind: string, block: object | undefined) =>
    Object.keys(block ?? {}).map((name) => `${kind} ${name}`)
  const fields = (purpose: string) =>
    Object.entries(setup.fields ?? {})
      .filter(([, field]) => (field.purpose ?? 'analytics') === purpose)
      .map(
        ([name, { meaning, personal }]) =>
          `${name}${meaning ? ` (${meaning})` : ''}${personal ? ', personal' : ''}`,
      )
  const behaviour = `behaviour ${kept.behaviour}; people without an order or login ${kept.anonymous}, customers ${kept.customers} after the last event`
  const unstated =
    setup.consent?.unstated === 'analytics'
      ? 'consent; where a browser states nothing, as the shop decided (`consent.unstated`)'
      : 'consent (GDPR, article 6(1)(a))'
  return {
    shop: config.shop.name ?? shop,
    configVersion,
    processing: [
      {
        purpose: 'analytics',
        legalBasis: unstated,
        people: 'visitors and customers of the shop',
        categories: [
          'pages and products looked at, carts, searches, sessions, campaign of arrival',
          'orders as the shop reports them',
          'identifiers: handle, anonymous id, user id (keyed hashes)',
          ...fields('analytics'),
        ],
        usedBy: ['statistics of products'],
        recipients: [],
        retention: behaviour,
      },
      {
        purpose: 'personalization',
        legalBasis: 'consent (GDPR, article 6(1)(a)); ends with an objection to profiling (article 21)',
        people: 'visitors and customers who agreed to it',
        categories: [
          'interests worked out from behaviour and orders',
          'segments',
          ...(setup.devices?.link ? [LINKED_DEVICES] : []),
          ...fields('personalization'),
        ],
        usedBy: [
          ...names('segment', config.segments),
          ...names('recommendation', config.recommendations),
          ...names('campaign', config.campaigns),
        ],
        recipients: [],
        retention: behaviour,
      },
      {
        purpose: 'marketing, by channel',
        legalBasis:
          'consent per channel (GDPR, article 6(1)(a)), double opt-in where an address is not proved',
        people: 'people who agreed to the channel',
        categories: ['consent with its proof', 'segments', ...fields('marketing')],
        usedBy: names('destination', setup.sendTo),
        recipients: recipients.map(({ name }) => name),
        retention: `customers ${kept.customers} after the last event`,
      },
      {
        purpose: 'proof of consent and of erasure',
        legalBasis: 'legal obligation (GDPR, articles 5(2), 7(1) and 17)',
        people: 'everybody who made a choice or was erased',
        categories: [
          'statements of consent with date, source and words',
          'moment and receipt of an erasure, without a name',
        ],
        usedBy: [],
        recipients: [],
        retention: 'as the person; a receipt for ever',
      },
    ],
    recipients,
    retention: [
      { what: 'behaviour', kept: kept.behaviour },
      { what: 'people without an order or login', kept: `${kept.anonymous} after the last event` },
      { what: 'customers, with orders and statements', kept: `${kept.customers} after the last event` },
      { what: 'event log, sealed', kept: '13 months' },
      ...(setup.devices?.link ? [{ what: 'where devices were, by pseudonym', kept: '28 days' }] : []),
      { what: 'webhooks that could not be delivered', kept: '30 days' },
    ],
    places: setup.jurisdiction
      ? `jurisdiction ${setup.jurisdiction}`
      : `no jurisdiction set${setup.locationHint ? `, near ${setup.locationHint}` : ''}`,
    security: [
      'identifiers are stored as keyed hashes per shop',
      'personal parts of the event log are sealed with a key that exists in the person’s own store alone (AES-GCM)',
      'reading needs the shop’s secret key, a signed cookie or a sealed link',
    ],
  }
}
