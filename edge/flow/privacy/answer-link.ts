import { html } from 'hono/html'
import { reportCsv } from '../../../shared/privacy/report-csv.ts'
import { CHANNELS, type ConsentRecord, type ConsentStatement } from '../../../shared/schema/consent.ts'
import type { Topic } from '../../../shared/schema/consent-state.ts'
import type { Env } from '../../env.ts'
import { type PersonLink, sealLink } from '../../lib/person-link.ts'
import { erasePerson } from './erase-person.ts'
import { channelName, notice, press, receiptList } from './pages/notice.ts'
import { selfPage } from './pages/self-page.ts'
import type { Html } from './pages/shell.ts'
import { filled, type Language, type PageTexts } from './pages/texts.ts'
import { reportOf } from './person-data.ts'
import type { Whose } from './person-object.ts'
import { consentsOf, sayConsent } from './say-consent.ts'

/** A link that was opened, and who it speaks of. */
export interface Opened {
  env: Env
  link: PersonLink
  whose: Whose
  /** As shoppers know it. */
  shopName: string
  texts: PageTexts
  language: Language
  now: number
}

export type LinkAnswer =
  | { status: 200 | 404; title: string; body: Html }
  /** A file to keep. */
  | { status: 200; file: string; type: string; text: string }

/** What a link shows. Nothing changes by looking: mail scanners and browsers fetch links by themselves. */
export async function showLink(opened: Opened, download?: string): Promise<LinkAnswer> {
  const { link, texts } = opened
  if (link.kind === 'page') return download ? file(opened, download) : showSelf(opened)
  const consents = await consentsOf(opened.env, opened.whose)
  if (!consents) return nobody(texts)
  if (link.kind === 'confirm') {
    if (!link.channel || consents[link.channel]?.state !== 'pending')
      return said(opened, 'confirmTitle', texts.nothingToConfirm)
    return say(opened, 'confirmTitle', texts.confirmText, press(texts.confirmButton, { action: 'confirm' }))
  }
  if (link.kind === 'undo') return say(opened, 'undoButton', texts.undoExpired, press(texts.undoButton, {}))
  const fields = { 'List-Unsubscribe': 'One-Click', page: 'yes' }
  return say(opened, 'unsubscribeTitle', texts.unsubscribeText, press(texts.unsubscribeButton, fields))
}

/** What a press does. */
export function pressLink(opened: Opened, form: URLSearchParams, path: string): Promise<LinkAnswer> {
  switch (opened.link.kind) {
    case 'unsubscribe':
      return form.get('List-Unsubscribe') === 'One-Click' ? unsubscribe(opened, path) : showLink(opened)
    case 'undo':
      return undo(opened)
    case 'confirm':
      return confirm(opened)
    case 'page':
      return form.get('action') === 'erase' ? erase(opened, form) : choose(opened, form)
  }
}

const UNDO_MS = 3_600_000

/** RFC 8058: one POST, no question. Undo is offered only where a consent was really taken away. */
async function unsubscribe(opened: Opened, path: string): Promise<LinkAnswer> {
  const { env, link, whose, texts, now } = opened
  const before = await consentsOf(env, whose)
  if (!before) return nobody(texts)
  const channels = link.channel ? [link.channel] : CHANNELS
  const marketing = Object.fromEntries(channels.map((channel) => [channel, false]))
  const had = channels.filter((channel) => before[channel]?.state === 'granted')
  const isSaid = await sayConsent(
    env,
    whose,
    { marketing, record: proof(opened, texts.unsubscribeTitle) },
    now,
  )
  if (!isSaid) return nobody(texts)
  if (link.channel && had.length === 0) return said(opened, 'unsubscribedTitle', texts.unsubscribedText)
  const undoLink = { ...link, kind: 'undo' as const, madeAt: now, expiresAt: now + UNDO_MS }
  const token = await sealLink(env, whose.shop.id, undoLink)
  const form = html`<form method="post" action="${path}${token}"><p><button class="plain">${texts.undoButton}</button></p></form>`
  return say(opened, 'unsubscribedTitle', texts.unsubscribedText, link.channel ? form : html``)
}

/** Gives back what this very link took away, and nothing that was said since. */
async function undo(opened: Opened): Promise<LinkAnswer> {
  const { env, link, whose, texts, now } = opened
  const standing = link.channel && (await consentsOf(env, whose))?.[link.channel]
  if (!link.channel || !standing) return nobody(texts)
  const isOurs = standing.state === 'refused' && standing.source === 'link' && standing.at === link.madeAt
  if (!isOurs) return said(opened, 'undoneTitle', texts.undoExpired)
  const marketing = { [link.channel]: true }
  await sayConsent(env, whose, { marketing, record: proof(opened, texts.undoButton) }, now)
  return said(opened, 'undoneTitle', texts.undoneText)
}

/** Only what waits for it: an old mail must not bring back what was withdrawn since. */
async function confirm(opened: Opened): Promise<LinkAnswer> {
  const { env, link, whose, texts, now } = opened
  const consents = await consentsOf(env, whose)
  if (!consents || !link.channel) return nobody(texts)
  if (consents[link.channel]?.state !== 'pending') return said(opened, 'confirmTitle', texts.nothingToConfirm)
  const marketing = { [link.channel]: 'confirmed' as const }
  await sayConsent(env, whose, { marketing, record: proof(opened, texts.confirmTitle) }, now)
  return said(opened, 'confirmedTitle', texts.confirmedText)
}

async function choose(opened: Opened, form: URLSearchParams): Promise<LinkAnswer> {
  const { env, whose, texts, now } = opened
  const before = await consentsOf(env, whose)
  if (!before) return nobody(texts)
  const wants = (topic: Topic) => form.get(topic) === 'yes'
  // A box that nobody touched says nothing: a choice is what differs from where the person stood.
  const isNew = (topic: Topic) => (before[topic]?.state === 'granted') !== wants(topic)
  const named = CHANNELS.filter((channel) => isNew(channel))
  const objects = wants('profiling')
  const isObjectionNew = (before.profiling?.state === 'refused') !== objects
  const statement: ConsentStatement = {
    ...(isNew('analytics') && { analytics: wants('analytics') }),
    ...(isNew('personalization') && { personalization: wants('personalization') }),
    ...(isObjectionNew && { profiling: !objects }),
    ...(named.length > 0 && {
      marketing: Object.fromEntries(named.map((channel) => [channel, wants(channel)])),
    }),
  }
  if (Object.keys(statement).length > 0)
    await sayConsent(env, whose, { ...statement, record: proof(opened, texts.choicesTitle) }, now)
  return showSelf(opened, texts.saved)
}

async function erase(opened: Opened, form: URLSearchParams): Promise<LinkAnswer> {
  const { env, whose, texts } = opened
  if (form.get('sure') !== 'yes') return showSelf(opened, texts.eraseUnsure)
  const receipt = await erasePerson(env, whose)
  if (!receipt) return nobody(texts)
  return say(opened, 'erasedTitle', texts.erasedText, receiptList(receipt))
}

async function showSelf(opened: Opened, message?: string): Promise<LinkAnswer> {
  const { env, whose, texts, shopName, now } = opened
  const [report, consents] = await Promise.all([reportOf(env, whose, now), consentsOf(env, whose)])
  if (!report || !consents) return nobody(texts)
  const body = selfPage({
    report,
    consents,
    texts,
    shop: shopName,
    ...(message !== undefined && { message }),
  })
  return { status: 200, title: filled(texts.pageTitle, { shop: shopName }), body }
}

async function file({ env, whose, texts, now }: Opened, format: string): Promise<LinkAnswer> {
  const report = await reportOf(env, whose, now)
  if (!report) return nobody(texts)
  if (format === 'csv')
    return { status: 200, file: 'my-data.csv', type: 'text/csv; charset=utf-8', text: reportCsv(report) }
  return {
    status: 200,
    file: 'my-data.json',
    type: 'application/json',
    text: JSON.stringify(report, null, 2),
  }
}

/** What was pressed, in the words it was pressed under. */
function proof({ texts, language, link, shopName }: Opened, text: string): ConsentRecord {
  const words = filled(text, { shop: shopName, channel: channelName(texts, link.channel) })
  return { source: 'link', text: words, language }
}

type TitleKey = keyof { [Key in keyof PageTexts as PageTexts[Key] extends string ? Key : never]: true }

function say({ texts, link, shopName }: Opened, title: TitleKey, text: string, action: Html): LinkAnswer {
  const values = { shop: shopName, channel: channelName(texts, link.channel) }
  return { status: 200, title: filled(texts[title], values), body: notice(filled(text, values), action) }
}

function said(opened: Opened, title: TitleKey, text: string): LinkAnswer {
  return say(opened, title, text, html``)
}

function nobody(texts: PageTexts): LinkAnswer {
  return { status: 404, title: texts.nobodyTitle, body: notice(texts.nobodyText) }
}
