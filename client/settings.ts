import type { BannerTexts } from './banner/banner-texts.ts'

/** Where a block may appear, as far as the script needs to know. */
export interface PlacementSettings {
  /** The page type the placement belongs to. */
  page?: string
  items?: number
  /** Height kept free before the block arrives, in pixels, so that nothing below it moves. */
  reserve?: number | { mobile?: number; desktop?: number }
}

/** How the shop asks for consent. */
export interface ConsentSettings {
  /** `own`: this script's banner. `manual`: the shop calls `vicino.consent(…)`. */
  mode: 'own' | 'manual'
  /** A new version asks everybody again. */
  version: string
  /** The shop's words over the built-in ones, by language. */
  texts?: Record<string, Partial<BannerTexts>>
  policyUrl?: string
}

/** What the edge writes in front of the script as `self.__vicino=…`. Public: it holds nothing of a person. */
export interface ClientSettings {
  shop: string
  /** The public key. */
  key: string
  /** Origin (and path, if any) that `/v1/decide` hangs on; empty = where the script came from. */
  endpoint: string
  currency: string
  languages: string[]
  consent: ConsentSettings
  /** The known placements; absent (script served without settings) = ask for whatever the page names. */
  placements?: Record<string, PlacementSettings>
}
