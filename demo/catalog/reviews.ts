import type { Language } from '../lib/language.ts'
import type { SeededRandom } from '../lib/random.ts'

export interface Review {
  author: string
  stars: number
  /** Days before the shop's first day that it was written. */
  daysAgo: number
  language: Language
  text: string
}

const authors: Record<Language, string[]> = {
  it: ['Chiara M.', 'Davide R.', 'Elena T.', 'Franco B.', 'Giulia P.', 'Marco S.', 'Silvia D.', 'Tommaso L.'],
  pl: ['Agnieszka K.', 'Bartek W.', 'Ewa S.', 'Kasia N.', 'Marek J.', 'Ola P.', 'Piotr Z.', 'Tomek G.'],
  en: ['Anna H.', 'Ben C.', 'Emma W.', 'Jack T.', 'Laura B.', 'Oliver M.', 'Rachel S.', 'Sam D.'],
}

const good: Record<Language, string[]> = {
  it: [
    'Arrivato in due giorni, la qualità si sente subito in mano.',
    'Preso per la seconda volta, stavolta in un altro colore. Non deludono mai.',
    'La taglia è quella giusta, comodo dal primo giorno.',
    'Usato tutto l’inverno e sembra ancora nuovo.',
    'Il colore dal vivo è ancora più bello che in foto.',
  ],
  pl: [
    'Szybka wysyłka, a jakość czuć od razu.',
    'Kupione drugi raz, tym razem w innym kolorze. Nigdy nie zawodzą.',
    'Rozmiar zgodny z opisem, wygodne od pierwszego dnia.',
    'Po całej zimie nadal wyglądają jak nowe.',
    'Na żywo kolor jest jeszcze ładniejszy niż na zdjęciu.',
  ],
  en: [
    'Here within two days, and you feel the quality at once.',
    'My second one, in another colour this time. Never let me down.',
    'True to size and comfortable from the first day.',
    'Worn all winter and still looks new.',
    'The colour is even nicer than in the picture.',
  ],
}

const mixed: Record<Language, string[]> = {
  it: [
    'Bello, ma veste un po’ stretto: meglio un numero in più.',
    'Buono, la consegna però ha preso una settimana.',
  ],
  pl: ['Ładne, ale trochę ciasne: lepiej wziąć rozmiar większe.', 'Dobre, choć dostawa trwała tydzień.'],
  en: ['Lovely, but runs a little small: take one size up.', 'Good, though delivery took a week.'],
}

/** Up to four different reviews by different people whose stars scatter around the product's mean. */
export function makeReviews(random: SeededRandom, rating: number, count: number): Review[] {
  const written = new Set<string>()
  return Array.from({ length: Math.min(4, count) }, () => {
    const language = random.weighted(['it', 'pl', 'en'] as const, (code) => (code === 'it' ? 3 : 1))
    const stars = Math.max(2, Math.min(5, Math.round(rating + random.normal() * 0.6)))
    const text = random.pick((stars >= 4 ? good : mixed)[language])
    return { author: random.pick(authors[language]), stars, daysAgo: random.integer(3, 300), language, text }
  }).filter(({ author, text }) => {
    const isNew = !written.has(text) && !written.has(author)
    written.add(text).add(author)
    return isNew
  })
}
