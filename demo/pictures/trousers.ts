import { type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter } from './tone.ts'

const mirror = (drawing: string) => `<g transform="translate(600 0) scale(-1 1)">${drawing}</g>`

function waist(look: Look, pen: Pen): string {
  return [
    pen.part('M206 84C260 96 340 96 394 84L398 116C340 128 260 128 202 116Z', darker(look.main, 0.18)),
    [222, 262, 338, 378]
      .map((x) =>
        pen.part(`M${x - 6} ${x === 222 || x === 378 ? 84 : 90}h12v36h-12z`, darker(look.main, 0.1)),
      )
      .join(''),
    `<circle cx="300" cy="108" r="8" fill="#c9b28a" stroke="#7d6a48" stroke-width="1.4"/>`,
    pen.line('M300 126V206C300 216 292 222 284 224', darker(look.main, 0.5), { width: 2, opacity: 0.7 }),
    pen.seam('M318 126V200C316 218 306 226 296 230', look.main),
  ].join('')
}

/** Long trousers: hiking with knee panels, chinos, or cargo. */
export function trousers(look: Look, pen: Pen): string {
  const width = round(64 + look.build * 14)
  const leg = `M202 112L298 122L300 236L${194 + width + 18} 544C${194 + width - 10} 552 ${200} 552 ${182} 544Z`
  const details = [
    pen.part('M188 300C214 290 250 292 278 304L270 396C244 386 212 386 186 396Z', darker(look.main, 0.22)) +
      pen.seam('M190 306C216 298 250 300 276 310M188 388C212 380 244 380 270 390', look.main),
    pen.line('M244 140C240 280 232 420 222 544', lighter(look.main, 0.35), { width: 2.2, opacity: 0.5 }),
    pen.part('M186 290h66v84h-68z', darker(look.main, 0.1)) +
      pen.part('M184 286h70v24h-71z', darker(look.main, 0.2)) +
      pen.seam('M190 316h56', look.main),
  ]
  const half = () =>
    pen.body(leg, look.main, { depth: 38 }) +
    pen.inside(
      leg,
      details[look.style] +
        pen.glow('M276 220C262 330 246 440 240 548L258 548C266 440 284 330 296 224Z', '#000', 0.35) +
        pen.glow('M216 170C212 280 206 400 200 540L214 540C222 400 230 280 230 170Z', '#fff', 0.16) +
        pen.seam(`M176 530C206 538 250 540 ${200 + width + 20} 532`, look.main),
    ) +
    pen.line('M206 132C226 150 230 176 204 196', darker(look.main, 0.55), { width: 3, opacity: 0.6 }) +
    pen.seam('M212 130C234 150 238 182 206 204', look.main)
  return half() + mirror(half()) + waist(look, pen)
}

/** Walking shorts. */
export function shorts(look: Look, pen: Pen): string {
  const leg = 'M202 112L298 122L300 250L288 372C250 384 196 382 164 370Z'
  const half = () =>
    pen.body(leg, look.main, { depth: 40 }) +
    pen.inside(
      leg,
      pen.glow('M272 200C262 260 256 320 250 380L270 380C276 320 288 260 296 214Z', '#000', 0.34) +
        pen.glow('M214 170C206 240 198 310 192 372L208 372C216 310 226 240 230 170Z', '#fff', 0.18) +
        pen.seam('M160 354C196 366 250 368 292 356', look.main),
    ) +
    pen.line('M206 132C226 150 230 176 196 200', darker(look.main, 0.55), { width: 3, opacity: 0.6 }) +
    (look.style === 1
      ? pen.part('M178 250h70v76h-76z', darker(look.main, 0.12)) +
        pen.part('M178 246h72v22h-74z', darker(look.main, 0.22))
      : pen.seam('M178 260l70 10', look.main))
  return `<g transform="translate(0 60)">${half()}${mirror(half())}${waist(look, pen)}${look.style === 2 ? pen.line('M286 112c-8 30 -12 50 -8 74M314 112c8 30 14 46 12 70', '#efe8da', { width: 4 }) : ''}</g>`
}
