import { backpack, beltBag, duffel, tote } from './bags.ts'
import { chelseaBoot, hikingBoot, laceBoot } from './boots.ts'
import { belt, bottle, care, giftCard, poles } from './gear.ts'
import { fleece, puffer, rainJacket } from './jackets.ts'
import type { Look } from './look.ts'
import { derby, loafer, slipper } from './low-shoes.ts'
import { makePen, type Pen } from './pen.ts'
import { leatherSandal, sportSandal } from './sandals.ts'
import { beanie, cap, gloves, scarf, socks } from './small-wear.ts'
import { courtSneaker, highTop, runner } from './sneakers.ts'
import { pullover, shirt, tshirt } from './tops.ts'
import { shorts, trousers } from './trousers.ts'
import { rubberBoot, snowBoot } from './wet-boots.ts'

/** How a thing is shown: standing on the ground, standing as a pair, or laid flat and seen from above. */
type Stand = 'single' | 'pair' | 'flat'

interface Drawing {
  draw: (look: Look, pen: Pen) => string
  stand: Stand
  /** Size on the picture, 1 = as drawn. */
  scale: number
  /** Half the width of the shadow, and the height of the ground it falls on. */
  shadow: [number, number]
}

type Draw = Drawing['draw']

const single = (draw: Draw, shadow: Drawing['shadow'] = [222, 474]): Drawing => ({
  draw,
  stand: 'single',
  scale: 1.07,
  shadow,
})
const pair = (draw: Draw): Drawing => ({ draw, stand: 'pair', scale: 1.02, shadow: [222, 474] })
const flat = (draw: Draw, scale = 0.97): Drawing => ({ draw, stand: 'flat', scale, shadow: [0, 0] })

const drawings = {
  hikingBoot: single(hikingBoot),
  laceBoot: single(laceBoot),
  chelseaBoot: single(chelseaBoot),
  snowBoot: single(snowBoot),
  rubberBoot: single(rubberBoot),
  courtSneaker: pair(courtSneaker),
  runner: pair(runner),
  highTop: single(highTop),
  loafer: pair(loafer),
  derby: pair(derby),
  slipper: pair(slipper),
  sportSandal: pair(sportSandal),
  leatherSandal: pair(leatherSandal),
  rainJacket: flat(rainJacket),
  puffer: flat(puffer),
  fleece: flat(fleece),
  pullover: flat(pullover),
  shirt: flat(shirt),
  tshirt: flat(tshirt),
  trousers: flat(trousers, 1.06),
  shorts: flat(shorts, 1.28),
  backpack: single(backpack, [160, 508]),
  tote: single(tote, [172, 514]),
  duffel: single(duffel, [212, 486]),
  beltBag: flat(beltBag, 1.05),
  beanie: flat(beanie, 1.08),
  cap: flat(cap, 1.12),
  gloves: flat(gloves),
  socks: flat(socks),
  scarf: flat(scarf),
  belt: flat(belt, 1.12),
  bottle: single(bottle, [92, 520]),
  care: single(care),
  poles: flat(poles, 1.16),
  giftCard: flat(giftCard),
} satisfies Record<string, Drawing>

export type DrawingName = keyof typeof drawings

/** A product picture, 600 × 600: the drawing on a lit studio sweep with its shadow. Same look, same bytes. */
export function drawPicture(name: DrawingName, look: Look): string {
  const pen = makePen()
  const drawing = drawings[name]
  const staged = stage(drawing, drawing.draw(look, pen))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600">${pen.definitions()}<defs><radialGradient id="sweep" cx=".42" cy=".3" r=".95"><stop stop-color="#fbfaf7"/><stop offset=".6" stop-color="#f1eee8"/><stop offset="1" stop-color="#e2ddd3"/></radialGradient><filter id="cast" x="-10%" y="-10%" width="120%" height="125%"><feDropShadow dx="4" dy="12" stdDeviation="10" flood-color="#4b4136" flood-opacity=".35"/></filter></defs><rect width="600" height="600" fill="url(#sweep)"/>${staged}</svg>`
}

function stage({ stand, scale, shadow }: Drawing, drawing: string): string {
  const [reach, ground] = shadow
  const ellipse = `<ellipse cx="${stand === 'single' ? 300 : 290}" cy="${ground}" rx="${reach}" ry="17" fill="#4b4136" opacity=".38" filter="url(#soft)"/>`
  switch (stand) {
    case 'single':
      return `<g transform="translate(-21 ${ground > 480 ? -28 : -8}) scale(${scale})">${ellipse}${drawing}</g>`
    case 'pair':
      // The second shoe is the same one, further back and in less light.
      return `<g transform="translate(-26 -42) scale(${scale})"><ellipse cx="360" cy="428" rx="210" ry="14" fill="#4b4136" opacity=".3" filter="url(#soft)"/><g transform="translate(78 -42) scale(.96)"><use href="#item"/><use href="#item" opacity=".12" style="filter:brightness(0)"/></g>${ellipse}<g id="item">${drawing}</g></g>`
    case 'flat': {
      const inset = Math.round(300 * (1 - scale))
      return `<g filter="url(#cast)" transform="translate(${inset} ${inset - 3}) scale(${scale})">${drawing}</g>`
    }
  }
}
