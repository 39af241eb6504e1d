import type { Language } from '../lib/language.ts'
import { en } from './en.ts'
import { it } from './it.ts'
import { pl } from './pl.ts'

/** The words of the shop's pages. English decides which there are; the others must have the same. */
export type Words = { [Name in keyof typeof en]: string }

const dictionaries: Record<Language, Words> = { it, pl, en }

/** The words of the shop's pages in one language. */
export function wordsIn(language: Language): Words {
  return dictionaries[language]
}

/** Counted nouns: Polish has one, few and many (CLDR plural rules); `#` stands for the number. */
const counted = {
  products: {
    it: { one: '# prodotto', other: '# prodotti' },
    pl: { one: '# produkt', few: '# produkty', many: '# produktów', other: '# produktu' },
    en: { one: '# product', other: '# products' },
  },
  reviews: {
    it: { one: '# recensione', other: '# recensioni' },
    pl: { one: '# opinia', few: '# opinie', many: '# opinii', other: '# opinii' },
    en: { one: '# review', other: '# reviews' },
  },
  pieces: {
    it: { one: 'ultimo pezzo', other: 'ultimi # pezzi' },
    pl: { one: 'ostatnia sztuka', few: 'ostatnie # sztuki', many: 'ostatnie # sztuk', other: '# sztuki' },
    en: { one: 'last one', other: 'last # pieces' },
  },
} satisfies Record<string, Record<Language, Partial<Record<Intl.LDMLPluralRule, string>>>>

/** A number with its noun in the form that the language wants: `3 produkty`. */
export function countOf(what: keyof typeof counted, count: number, language: Language): string {
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = counted[what][language]
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? '#'
  return form.replace('#', String(count))
}

const locales: Record<Language, string> = { it: 'it-IT', pl: 'pl-PL', en: 'en-IE' }

/** Minor units written out for the language: `89,90 €`. */
export function price(amount: number, language: Language, currency = 'EUR'): string {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency }).format(amount / 100)
}

/** A date written out (epoch ms, the shop's time zone): `24 novembre 2026`. */
export function day(time: number, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(
    time,
  )
}
