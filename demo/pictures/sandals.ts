import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter } from './tone.ts'

function buckle(x: number, y: number, turn: number, pen: Pen): string {
  return `<g transform="translate(${x} ${y}) rotate(${turn})">${pen.part('M-17 -17h34v34h-34z', '#c5a361')}${pen.flat('M-10 -10h20v20h-20z', '#5d4426')}${pen.line('M-14 0h20', '#d9bd80', { width: 4 })}</g>`
}

/** A band over the foot as the eye meets it from the side: a lit panel with a seam along both edges. */
function band(outline: string, edges: string, colour: string, pen: Pen): string {
  return pen.body(outline, colour, { depth: 18, light: 0.4 }) + pen.inside(outline, pen.seam(edges, colour))
}

/** Walking sandal: webbing bands on a foam and rubber sole. */
export function sportSandal(look: Look, pen: Pen): string {
  const top = round(404 - look.build * 8)
  const foam = `M70 ${top + 6}C130 ${top - 8} 200 ${top + 8} 270 ${top + 6}C340 ${top + 4} 420 ${top - 20} 500 ${top - 14}C514 ${top} 514 430 508 448L80 450C64 436 62 420 70 ${top + 6}Z`
  const far = darker(look.main, 0.6)
  return [
    pen.part(`M150 ${top + 2}C160 352 190 330 232 344L262 ${top + 4}Z`, far),
    pen.part(`M318 ${top}C340 330 380 290 440 262L470 ${top - 14}Z`, far),
    pen.part(`M330 ${top}C352 340 392 304 446 288L452 ${top - 14}Z`, '#d8cfc0'),
    pen.body(foam, look.style === 2 ? look.accent : look.sole, { depth: 14 }),
    band(
      `M112 ${top + 14}C116 372 132 346 160 336C186 330 208 340 216 354L238 ${top + 16}Z`,
      `M124 ${top + 14}C128 376 142 354 164 346M206 350L226 ${top + 14}`,
      look.main,
      pen,
    ),
    band(
      `M262 ${top + 16}C284 366 306 326 338 296C356 280 380 270 398 270L412 300C384 310 360 334 344 360L330 ${top + 14}Z`,
      `M276 ${top + 12}C296 368 320 330 350 304C366 292 384 284 402 280M320 ${top + 12}L334 358C350 330 374 306 404 294`,
      look.main,
      pen,
    ),
    band(
      `M440 ${top + 6}C442 350 432 310 424 268C446 246 478 248 482 272C484 320 490 360 498 ${top + 2}Z`,
      `M452 ${top + 4}C454 350 444 310 436 272M474 264C476 320 480 360 486 ${top + 2}`,
      look.main,
      pen,
    ),
    band(
      'M372 262C396 244 440 240 478 254L480 284C446 272 410 276 384 294Z',
      'M378 268C402 252 440 248 476 262M386 286C410 270 446 266 478 276',
      look.accent,
      pen,
    ),
    band(
      'M188 336C216 306 276 290 330 300L322 330C280 324 240 334 214 356Z',
      'M196 338C222 316 274 300 326 308M214 348C242 328 280 318 322 322',
      look.accent,
      pen,
    ),
    look.style === 1
      ? buckle(404, 272, -14, pen)
      : pen.part('M392 256l34-10l6 34l-32 10z', darker(look.main, 0.55)),
    pen.body(
      'M66 434C60 454 74 470 104 470L480 472C508 470 516 448 510 430C380 448 200 450 66 434Z',
      '#2e2c2b',
      { depth: 12 },
    ),
    along([112, 468], [476, 470], 14)
      .map(([x, y]) => pen.flat(`M${x - 8} ${y - 4}h16l-3 9h-10z`, '#1f1d1c'))
      .join(''),
    pen.line('M70 434C200 450 380 446 510 428', lighter(look.main, 0.2), { width: 4, opacity: 0.7 }),
  ].join('')
}

/** Leather sandal on a cork footbed: two buckled bands, a heel strap, or one wide band. */
export function leatherSandal(look: Look, pen: Pen): string {
  const cork =
    'M70 414C120 398 190 408 262 410C340 412 420 392 500 398C516 410 516 440 506 452L84 456C62 444 60 424 70 414Z'
  const crumbs = Array.from(
    { length: 120 },
    (_, index) =>
      `<circle cx="${70 + ((index * 53) % 440)}" cy="${404 + ((index * 17) % 50)}" r="${1 + (index % 3) * 0.6}" fill="${index % 3 ? '#8a6236' : '#e2c08c'}" opacity=".7"/>`,
  )
  const far = darker(look.main, 0.6)
  const front = band(
    'M106 422C110 376 130 344 162 334C192 328 214 338 222 354L246 424Z',
    'M118 420C122 380 138 354 166 344M212 350L234 420',
    look.main,
    pen,
  )
  const middle = band(
    'M264 424C268 364 290 322 326 308C358 300 380 312 386 332L404 424Z',
    'M276 422C280 366 300 332 330 318M376 326L392 420',
    look.main,
    pen,
  )
  const wide = band(
    'M104 422C108 372 140 326 196 308C250 296 296 312 308 340L336 426Z',
    'M118 420C122 376 150 338 200 320C246 308 284 320 298 340L322 422',
    look.main,
    pen,
  )
  return [
    look.style === 2
      ? pen.part('M150 414C190 350 260 320 318 348L330 412Z', far)
      : pen.part('M140 412C166 350 210 336 240 360L250 412ZM300 412C320 330 370 306 402 334L412 408Z', far),
    look.style === 1
      ? pen.line('M398 372C420 312 446 290 474 292C492 300 494 350 490 398', darker(look.main, 0.3), {
          width: 24,
        }) +
        pen.line('M398 372C420 312 446 290 474 292C492 300 494 350 490 398', look.main, { width: 20 }) +
        pen.seam('M398 372C420 312 446 290 474 292C492 300 494 350 490 398', look.main)
      : '',
    pen.part(
      'M78 412C140 396 200 406 262 408C340 410 420 390 498 398C440 412 340 426 262 424C190 424 120 424 78 412Z',
      '#e6d3b3',
    ),
    pen.body(cork, '#c79d66', { depth: 14 }),
    pen.inside(cork, crumbs.join('')),
    look.style === 2 ? wide : front + middle,
    look.style === 2
      ? pen.line('M206 330v82', darker(look.main, 0.5), { width: 3, opacity: 0.4 })
      : buckle(166, 378, -6, pen) + buckle(328, 362, -6, pen),
    look.style === 1 ? buckle(424, 326, -60, pen) : '',
    pen.part(
      'M68 444C64 462 80 470 104 470L484 472C508 470 514 454 508 440C380 456 200 458 68 444Z',
      look.sole,
    ),
  ].join('')
}
