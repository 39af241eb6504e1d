import type { MarketingChannel } from '../../../../shared/schema/consent.ts'
import { en } from './texts-en.ts'
import { it } from './texts-it.ts'
import { pl } from './texts-pl.ts'

export type Language = 'en' | 'it' | 'pl'

/** The words of the pages behind a signed link, in one language. `{shop}` and `{channel}` are filled in. */
export interface PageTexts {
  channels: Record<MarketingChannel | 'all', string>
  notFoundTitle: string
  notFoundText: string
  nobodyTitle: string
  nobodyText: string
  unsubscribeTitle: string
  unsubscribeText: string
  unsubscribeButton: string
  unsubscribedTitle: string
  unsubscribedText: string
  undoButton: string
  undoneTitle: string
  undoneText: string
  undoExpired: string
  confirmTitle: string
  confirmText: string
  confirmButton: string
  confirmedTitle: string
  confirmedText: string
  nothingToConfirm: string
  pageTitle: string
  pageText: string
  saved: string
  choicesTitle: string
  choicesText: string
  analytics: string
  personalization: string
  profiling: string
  channelsTitle: string
  pending: string
  saveButton: string
  givenTitle: string
  observedTitle: string
  derivedTitle: string
  nothing: string
  events: string
  since: string
  segments: string
  downloadTitle: string
  downloadText: string
  eraseTitle: string
  eraseText: string
  eraseSure: string
  eraseButton: string
  eraseUnsure: string
  erasedTitle: string
  erasedText: string
}

const LANGUAGES: Readonly<Record<Language, PageTexts>> = { en, it, pl }

export function textsIn(language: Language): PageTexts {
  return LANGUAGES[language]
}

/** The first language of the reader that we speak; else the shop's first; else English. */
export function pageLanguage(acceptLanguage: string | undefined, shopLanguages: readonly string[]): Language {
  const wanted = (acceptLanguage ?? '').slice(0, 200).split(',')
  const codes = [...wanted, ...shopLanguages].map((tag) => tag.trim().slice(0, 2).toLowerCase())
  return codes.find((code): code is Language => Object.hasOwn(LANGUAGES, code)) ?? 'en'
}

export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '')
}
