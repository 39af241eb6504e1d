import type { html } from 'hono/html'
import type { PageContext } from '../../shared/schema/decide.ts'
import type { Language } from '../lib/language.ts'
import type { VisitorState } from '../state/contract.ts'
import type { Words } from '../texts/texts.ts'

/** Escaped markup, as hono's `html` tag makes it. */
export type Markup = ReturnType<typeof html>

/** What every page knows: who reads, in which language, and where Vicino's script is. */
export interface View {
  language: Language
  words: Words
  visitor: VisitorState
  scriptUrl: string
  /** How late (ms) an answer may still fill a block in view; absent = the script's own patience. */
  blockWait?: string | undefined
}

/** One event for the page's `dataLayer`, in GA4's words. */
export interface LayerEvent {
  event: string
  search_term?: string
  ecommerce?: Record<string, unknown>
}

/** What the server hands to /shop.js, as inert JSON. */
export interface PageData {
  events?: LayerEvent[]
  identify?: { userId: string; traits: Record<string, string>; proof: string }
}

/** One page, without the frame that all share. */
export interface Page {
  title: string
  /** The address after the language: `/c/shoes`. The language switch goes to the same one. */
  path: string
  context: Pick<PageContext, 'category' | 'query'> & { type: NonNullable<PageContext['type']> }
  body: Markup
  data?: PageData
  /** JSON-LD objects for the head. */
  linkedData?: object[]
}
