/** The words of the consent banner in one language. Their hash goes into the record of the choice. */
export interface BannerTexts {
  title: string
  text: string
  accept: string
  refuse: string
  choose: string
  save: string
  close: string
  policy: string
  analytics: string
  personalization: string
  ads: string
  /** Shown where the browser sends Global Privacy Control. */
  gpc: string
}

/** Built-in words, written so that both answers read as equally good. */
export const bannerTexts: Record<string, BannerTexts> = {
  en: {
    title: 'Your privacy, your choice',
    text: 'May we remember what you look at in this shop: to count visits, to show you things you may like, and for our ads on other sites? Everything works if you refuse. You can change your mind at any time.',
    accept: 'Accept',
    refuse: 'Refuse',
    choose: 'Choose in detail',
    save: 'Save my choice',
    close: 'Close (no consent)',
    policy: 'Privacy policy',
    analytics: 'Statistics: what is looked at and bought',
    personalization: 'Personal: products chosen for you (needs statistics)',
    ads: 'Ads: our ads on other sites (needs statistics)',
    gpc: 'Your browser asks for privacy (GPC): your data is not used for ads.',
  },
  it: {
    title: 'La tua privacy, la tua scelta',
    text: 'Possiamo ricordare cosa guardi in questo negozio: per contare le visite, per mostrarti prodotti che potrebbero piacerti e per la nostra pubblicità su altri siti? Se rifiuti funziona tutto lo stesso. Puoi cambiare idea in ogni momento.',
    accept: 'Accetta',
    refuse: 'Rifiuta',
    choose: 'Scegli nel dettaglio',
    save: 'Salva la mia scelta',
    close: 'Chiudi (nessun consenso)',
    policy: 'Informativa sulla privacy',
    analytics: 'Statistiche: cosa si guarda e si compra',
    personalization: 'Personale: prodotti scelti per te (richiede le statistiche)',
    ads: 'Pubblicità: i nostri annunci su altri siti (richiede le statistiche)',
    gpc: 'Il tuo browser chiede riservatezza (GPC): i tuoi dati non sono usati per la pubblicità.',
  },
  pl: {
    title: 'Twoja prywatność, Twój wybór',
    text: 'Czy możemy zapamiętać, co oglądasz w tym sklepie, aby liczyć odwiedziny, pokazywać Ci produkty, które mogą Ci się spodobać, i kierować nasze reklamy na innych stronach? Jeśli odmówisz, wszystko działa tak samo. Zdanie możesz zmienić w każdej chwili.',
    accept: 'Zgadzam się',
    refuse: 'Odmawiam',
    choose: 'Wybierz szczegółowo',
    save: 'Zapisz mój wybór',
    close: 'Zamknij (bez zgody)',
    policy: 'Polityka prywatności',
    analytics: 'Statystyka: co jest oglądane i kupowane',
    personalization: 'Osobiste: produkty dobrane dla Ciebie (wymaga statystyki)',
    ads: 'Reklamy: nasze reklamy na innych stronach (wymaga statystyki)',
    gpc: 'Twoja przeglądarka prosi o prywatność (GPC): dane nie służą reklamom.',
  },
}
