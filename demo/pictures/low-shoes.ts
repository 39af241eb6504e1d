import { type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter, mix } from './tone.ts'

const dressUpper =
  'M84 436C78 408 96 388 140 376C200 362 236 344 268 316C282 304 296 306 306 314C340 340 400 342 440 320C456 310 466 292 482 292C500 294 502 312 500 332C498 368 508 404 504 436Z'
const dressOpening =
  'M276 312C310 296 350 310 390 308C430 306 456 288 490 294C480 330 440 348 394 346C348 346 306 336 276 312Z'

function leatherSole(look: Look, pen: Pen): string {
  return (
    pen.part(
      'M80 432C76 442 80 450 90 452L500 454C510 450 512 440 508 432C360 444 200 446 80 432Z',
      mix(look.sole, '#b98f5d', 0.5),
    ) + pen.part('M90 452C94 460 110 464 140 463L372 460L378 474H504C510 464 510 458 506 452Z', look.sole)
  )
}

const shine = 'M108 412C140 384 190 376 230 374C196 388 150 402 120 424Z'

/** Penny loafer with a saddle and an apron seam. */
export function loafer(look: Look, pen: Pen): string {
  return [
    pen.part(dressOpening, darker(look.main, 0.55)),
    pen.part('M236 344C262 316 286 288 312 288C330 294 336 318 330 336L290 360Z', darker(look.main, 0.12)),
    pen.body(dressUpper, look.main, { light: 0.45 }),
    pen.inside(
      dressUpper,
      pen.glow(shine, '#ffffff', 0.4) +
        pen.line('M112 404C150 366 214 362 262 372', darker(look.main, 0.5), { width: 5, opacity: 0.5 }) +
        pen.seam('M112 400C150 362 214 358 262 368', look.main) +
        pen.part(
          'M222 362C250 344 276 322 300 306C330 330 344 350 352 376L332 448H262C262 410 248 380 222 362Z',
          look.style === 1 ? look.accent : darker(look.main, 0.14),
        ) +
        pen.seam('M228 366C252 384 268 412 268 446M346 378L328 446', look.main) +
        (look.style === 2
          ? pen.line('M250 352C280 366 310 372 344 366', '#c8a24c', { width: 7 }) +
            pen.line('M286 362h26', '#8c6d2a', { width: 3 })
          : pen.flat(
              'M268 350C284 344 304 346 316 356C304 364 284 362 268 350Z',
              darker(look.main, 0.7),
              0.8,
            )) +
        pen.seam('M440 440C436 400 444 360 470 320', look.main),
    ),
    leatherSole(look, pen),
  ].join('')
}

/** Derby lace-up: open quarters, toe cap or brogue holes. */
export function derby(look: Look, pen: Pen): string {
  const holes = Array.from(
    { length: 9 },
    (_, index) =>
      `<circle cx="${round(172 + Math.sin(index / 3) * 10)}" cy="${382 + index * 6}" r="2.3" fill="${darker(look.main, 0.75)}"/>`,
  )
  return [
    pen.part(dressOpening, darker(look.main, 0.5)),
    pen.part('M246 340C268 312 288 276 308 268C328 270 334 296 330 330L296 356Z', darker(look.main, 0.2)),
    pen.body(dressUpper, look.main, { light: 0.48 }),
    pen.inside(
      dressUpper,
      pen.glow(shine, '#ffffff', 0.42) +
        (look.style === 0
          ? pen.seam('M170 372C184 394 188 420 184 446M178 370C193 392 197 420 193 446', look.main)
          : '') +
        (look.style === 1 ? holes.join('') + pen.seam('M184 368C200 392 202 420 198 446', look.main) : '') +
        pen.part(
          'M252 356C276 338 294 318 306 306L346 338C356 372 350 410 344 448H300C296 404 280 372 252 356Z',
          darker(look.main, 0.1),
        ) +
        pen.seam('M260 358C288 376 304 408 307 446', look.main) +
        pen.seam('M430 442C424 400 440 356 474 318', look.main),
    ),
    [
      [290, 350],
      [305, 334],
      [318, 318],
    ]
      .map(
        ([x, y]) =>
          pen.line(`M${x} ${y}L${x! - 26} ${y! - 14}`, darker(look.accent, 0.3), { width: 5 }) +
          `<circle cx="${x}" cy="${y}" r="3.4" fill="${darker(look.main, 0.7)}"/>`,
      )
      .join(''),
    leatherSole(look, pen),
  ].join('')
}

/** Felt house shoe with a soft collar. */
export function slipper(look: Look, pen: Pen): string {
  const upper =
    'M86 440C76 398 100 366 158 356C212 348 250 352 286 372C330 392 380 398 424 388C450 380 470 368 486 372C500 380 502 410 498 440Z'
  const dots = Array.from(
    { length: 90 },
    (_, index) =>
      `<circle cx="${90 + ((index * 47) % 410)}" cy="${352 + ((index * 29) % 92)}" r="1.3" fill="${index % 2 ? lighter(look.main, 0.4) : darker(look.main, 0.4)}" opacity=".5"/>`,
  )
  return [
    pen.part(
      'M270 360C310 346 360 352 404 352C446 350 470 344 490 368C470 400 400 408 350 400C316 394 290 384 270 360Z',
      '#e9dfcd',
    ),
    pen.body(upper, look.main, { depth: 40 }),
    pen.inside(
      upper,
      dots.join('') +
        (look.style === 1
          ? pen.part(
              'M176 392c14-20 40-16 42 4c16-16 40-4 32 16c-8 16-30 24-40 30c-14-10-40-26-34-50z',
              look.accent,
            )
          : ''),
    ),
    pen.line('M268 362C300 388 350 402 404 396C448 392 470 370 488 368', look.accent, { width: 11 }),
    pen.line('M268 362C300 388 350 402 404 396C448 392 470 370 488 368', lighter(look.accent, 0.4), {
      width: 2,
      dash: '3 6',
      opacity: 0.8,
    }),
    pen.body(
      'M78 432C74 456 86 470 112 470L478 470C502 470 508 452 502 432C380 444 200 444 78 432Z',
      look.style === 2 ? '#c8a877' : look.sole,
      { depth: 12 },
    ),
  ].join('')
}
