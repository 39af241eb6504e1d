import type { Texts } from '../lib/language.ts'

/** What a thing is made of, and the sentence that tells how to keep it well. */
export const materials: Record<string, { name: Texts; care: Texts }> = {
  leather: {
    name: { it: 'pelle pieno fiore', pl: 'skóra licowa', en: 'full-grain leather' },
    care: {
      it: 'Spazzolare e nutrire con cera d’api due volte a stagione.',
      pl: 'Szczotkuj i dwa razy w sezonie wcieraj wosk pszczeli.',
      en: 'Brush it and feed it with beeswax twice a season.',
    },
  },
  nubuck: {
    name: {
      it: 'nabuk con membrana impermeabile',
      pl: 'nubuk z membraną wodoodporną',
      en: 'nubuck with a waterproof membrane',
    },
    care: {
      it: 'Lasciare asciugare lontano dal calore e reidratare con uno spray per nabuk.',
      pl: 'Susz z dala od grzejnika i odśwież sprayem do nubuku.',
      en: 'Dry away from heat and refresh with a nubuck spray.',
    },
  },
  mesh: {
    name: { it: 'maglia riciclata', pl: 'siateczka z recyklingu', en: 'recycled knit mesh' },
    care: {
      it: 'Lavare a mano con acqua tiepida, mai in lavatrice.',
      pl: 'Myj ręcznie w letniej wodzie, nigdy w pralce.',
      en: 'Wash by hand in lukewarm water, never in the machine.',
    },
  },
  canvas: {
    name: { it: 'tela di cotone cerata', pl: 'woskowane płótno bawełniane', en: 'waxed cotton canvas' },
    care: {
      it: 'Passare un panno umido; rinnovare la cera quando l’acqua non scivola più.',
      pl: 'Przecieraj wilgotną ściereczką i odnów wosk, gdy woda przestaje spływać.',
      en: 'Wipe with a damp cloth and rewax when water stops beading.',
    },
  },
  rubber: {
    name: { it: 'gomma naturale', pl: 'kauczuk naturalny', en: 'natural rubber' },
    care: {
      it: 'Sciacquare con acqua e tenere lontano dal sole.',
      pl: 'Opłucz wodą i przechowuj z dala od słońca.',
      en: 'Rinse with water and keep out of the sun.',
    },
  },
  wool: {
    name: { it: 'lana vergine', pl: 'wełna żywa', en: 'virgin wool' },
    care: {
      it: 'Lavare a 30 °C nel programma lana e stendere in piano.',
      pl: 'Pierz w 30 °C w programie do wełny i susz na płasko.',
      en: 'Wash at 30 °C on the wool cycle and dry flat.',
    },
  },
  cotton: {
    name: { it: 'cotone biologico', pl: 'bawełna organiczna', en: 'organic cotton' },
    care: {
      it: 'Lavare a 40 °C con colori simili.',
      pl: 'Pierz w 40 °C z podobnymi kolorami.',
      en: 'Wash at 40 °C with similar colours.',
    },
  },
  shell: {
    name: {
      it: 'tre strati con cuciture nastrate',
      pl: 'trzy warstwy z klejonymi szwami',
      en: 'three layers with taped seams',
    },
    care: {
      it: 'Lavare a 30 °C senza ammorbidente e riattivare con poco calore.',
      pl: 'Pierz w 30 °C bez płynu zmiękczającego, impregnację ożyw lekkim ciepłem.',
      en: 'Wash at 30 °C without softener; a little heat revives the finish.',
    },
  },
  down: {
    name: { it: 'piumino certificato', pl: 'certyfikowany puch', en: 'certified down' },
    care: {
      it: 'Lavare con detersivo per piumini e asciugare con due palline da tennis.',
      pl: 'Pierz w płynie do puchu i susz z dwiema piłkami tenisowymi.',
      en: 'Wash with down soap and tumble with two tennis balls.',
    },
  },
  fleece: {
    name: { it: 'pile riciclato', pl: 'polar z recyklingu', en: 'recycled fleece' },
    care: {
      it: 'Lavare a 30 °C a rovescio in un sacchetto che trattiene le microfibre.',
      pl: 'Pierz w 30 °C na lewej stronie, w worku zatrzymującym mikrowłókna.',
      en: 'Wash at 30 °C inside out, in a bag that holds back microfibres.',
    },
  },
  softshell: {
    name: {
      it: 'tessuto elasticizzato in quattro direzioni',
      pl: 'tkanina rozciągliwa w czterech kierunkach',
      en: 'four-way stretch fabric',
    },
    care: {
      it: 'Lavare a 30 °C e appendere ad asciugare.',
      pl: 'Pierz w 30 °C i susz na wieszaku.',
      en: 'Wash at 30 °C and hang to dry.',
    },
  },
  nylon: {
    name: { it: 'nylon ad alta tenacità', pl: 'wytrzymały nylon', en: 'high-tenacity nylon' },
    care: {
      it: 'Pulire con una spugna e sapone neutro.',
      pl: 'Czyść gąbką z łagodnym mydłem.',
      en: 'Sponge clean with mild soap.',
    },
  },
  steel: {
    name: {
      it: 'acciaio inossidabile a doppia parete',
      pl: 'stal nierdzewna o podwójnych ściankach',
      en: 'double-walled stainless steel',
    },
    care: {
      it: 'Lavare a mano, lasciare aperta ad asciugare.',
      pl: 'Myj ręcznie i susz otwartą.',
      en: 'Wash by hand and leave open to dry.',
    },
  },
  aluminium: {
    name: { it: 'alluminio 7075', pl: 'aluminium 7075', en: '7075 aluminium' },
    care: {
      it: 'Smontare e asciugare i segmenti dopo la pioggia.',
      pl: 'Po deszczu rozłóż i osusz segmenty.',
      en: 'Take apart and dry the sections after rain.',
    },
  },
  wax: {
    name: { it: 'cera d’api e olio di lanolina', pl: 'wosk pszczeli i lanolina', en: 'beeswax and lanolin' },
    care: {
      it: 'Poca quantità, stesa con un panno morbido, poi una spazzola.',
      pl: 'Niewielka ilość na miękkiej ściereczce, potem szczotka.',
      en: 'A little on a soft cloth, then a brush.',
    },
  },
  card: {
    name: { it: 'cartoncino riciclato', pl: 'karton z recyklingu', en: 'recycled card' },
    care: {
      it: 'Vale 24 mesi, online e in negozio.',
      pl: 'Ważna 24 miesiące, w internecie i w sklepie.',
      en: 'Valid for 24 months, online and in the shop.',
    },
  },
}
