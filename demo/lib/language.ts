/** The shop's languages; the first is its own. */
export const LANGUAGES = ['it', 'pl', 'en'] as const

/** One of the shop's languages. */
export type Language = (typeof LANGUAGES)[number]

/** A text in every language of the shop. */
export type Texts = Record<Language, string>

/** Does the shop speak it? */
export function isLanguage(text: string | undefined): text is Language {
  return LANGUAGES.some((language) => language === text)
}

/** The best of the shop's languages for an `Accept-Language` header (RFC 9110 §12.5.4: weights, most wanted first). */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean)
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const match = wanted.find(({ language }) => isLanguage(language))?.language
  return isLanguage(match) ? match : 'en'
}
