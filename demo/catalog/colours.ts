import type { Texts } from '../lib/language.ts'

export interface Colour extends Texts {
  hex: string
}

/** The shop's colour card. Names agree with nothing, so they stand alone in every language. */
export const colours = {
  black: { hex: '#2a292b', it: 'nero', pl: 'czarny', en: 'black' },
  anthracite: { hex: '#4a4e53', it: 'antracite', pl: 'antracytowy', en: 'anthracite' },
  grey: { hex: '#8f9295', it: 'grigio', pl: 'szary', en: 'grey' },
  white: { hex: '#efede7', it: 'bianco', pl: 'biały', en: 'white' },
  cream: { hex: '#e4d8c1', it: 'panna', pl: 'kremowy', en: 'cream' },
  sand: { hex: '#c9b08c', it: 'sabbia', pl: 'piaskowy', en: 'sand' },
  cognac: { hex: '#a0602f', it: 'cuoio', pl: 'koniakowy', en: 'cognac' },
  chestnut: { hex: '#7a4a2c', it: 'castagna', pl: 'kasztanowy', en: 'chestnut' },
  chocolate: { hex: '#4d3426', it: 'testa di moro', pl: 'czekoladowy', en: 'dark brown' },
  rust: { hex: '#b3552c', it: 'ruggine', pl: 'rdzawy', en: 'rust' },
  red: { hex: '#a93329', it: 'rosso', pl: 'czerwony', en: 'red' },
  burgundy: { hex: '#6d2733', it: 'bordeaux', pl: 'bordowy', en: 'burgundy' },
  rose: { hex: '#cf9c94', it: 'rosa antico', pl: 'pudrowy róż', en: 'dusty rose' },
  mustard: { hex: '#c8962f', it: 'senape', pl: 'musztardowy', en: 'mustard' },
  olive: { hex: '#666b45', it: 'oliva', pl: 'oliwkowy', en: 'olive' },
  forest: { hex: '#31503f', it: 'verde bosco', pl: 'leśna zieleń', en: 'forest green' },
  petrol: { hex: '#245a68', it: 'petrolio', pl: 'petrol', en: 'petrol' },
  navy: { hex: '#2b3852', it: 'blu notte', pl: 'granatowy', en: 'navy' },
  sky: { hex: '#86a9c2', it: 'azzurro polvere', pl: 'błękitny', en: 'dusty blue' },
} satisfies Record<string, Colour>

export type ColourName = keyof typeof colours
