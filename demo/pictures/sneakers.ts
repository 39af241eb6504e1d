import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { brightness, darker, lighter, mix } from './tone.ts'

/** Toe to the left, ground at y = 470, like the boots. */
const lowUpper =
  'M88 424C82 386 104 362 152 350C200 338 236 316 264 290L300 262C310 256 320 262 326 270C352 296 400 300 432 280C446 270 452 250 470 246C488 244 494 258 492 276C488 320 506 370 500 424Z'

function flatLaces(rows: [number, number][], colour: string, pen: Pen): string {
  return rows
    .map(([x, y]) => {
      const lace = `M${x} ${y}C${x - 12} ${y - 3} ${x - 26} ${y - 10} ${x - 34} ${y - 20}`
      return (
        pen.line(lace, darker(colour, 0.5), { width: 11, opacity: 0.35 }) +
        pen.line(lace, colour, { width: 8.5 })
      )
    })
    .join('')
}

/** The dark opening with the far side of the collar behind it. */
function opening(pen: Pen, lining: string): string {
  return pen.part(
    'M304 262C330 246 360 262 392 262C424 262 452 240 478 246C470 282 440 304 398 302C362 300 330 288 304 262Z',
    darker(lining, 0.35),
  )
}

/** Leather court shoe with a cup sole. */
export function courtSneaker(look: Look, pen: Pen): string {
  const edge = round(418 - look.build * 8)
  const cup = `M82 ${edge}C78 442 84 466 116 470L480 470C506 468 512 440 504 ${edge - 4}C380 ${edge + 10} 200 ${edge + 12} 82 ${edge}Z`
  const laceColour = brightness(look.main) > 0.75 ? look.accent : '#f4f1ea'
  return [
    opening(pen, look.main),
    pen.part(
      'M252 296C268 274 286 244 300 226C316 220 332 232 334 246L330 284L280 312Z',
      mix(look.main, '#ffffff', 0.18),
    ),
    pen.body(lowUpper, look.main, { light: 0.4 }),
    pen.inside(
      lowUpper,
      pen.part('M70 440V396C108 356 164 352 214 366C226 384 230 410 230 440Z', lighter(look.main, 0.07)) +
        pen.seam('M234 434C234 406 228 384 216 368C172 350 122 356 84 386', look.main) +
        along([132, 384], [176, 376], 4)
          .flatMap(([x, y]) =>
            [0, 12].map(
              (drop) =>
                `<circle cx="${x}" cy="${y + drop}" r="2.4" fill="${darker(look.main, 0.6)}" opacity=".7"/>`,
            ),
          )
          .join('') +
        pen.part(
          'M510 250C470 262 456 300 436 316C420 330 418 400 424 440H520Z',
          look.style === 0 ? look.accent : darker(look.main, 0.12),
        ) +
        pen.seam('M418 436C412 398 414 328 430 312C448 294 460 262 490 250', look.main) +
        (look.style === 1
          ? pen.part('M262 424C300 396 344 356 372 316L404 318C382 364 348 402 322 426Z', look.accent)
          : '') +
        (look.style === 2 ? pen.line('M278 416L338 326M306 420L366 328', look.accent, { width: 9 }) : '') +
        pen.part(
          'M206 362C248 340 288 304 312 262L338 284C322 328 284 362 238 384Z',
          mix(look.main, darker(look.main, 0.5), 0.22),
        ) +
        pen.seam('M240 388C288 366 326 332 343 288', look.main),
    ),
    flatLaces(
      [
        [248, 360],
        [272, 342],
        [294, 322],
        [312, 300],
        [325, 278],
      ],
      laceColour,
      pen,
    ),
    pen.body(cup, look.sole, { depth: 14, shade: 0.4 }),
    pen.line(`M86 ${edge + 12}C200 ${edge + 22} 380 ${edge + 22} 504 ${edge + 8}`, darker(look.sole, 0.4), {
      width: 1.8,
      dash: '4 4',
      opacity: 0.6,
    }),
    pen.line('M92 456C200 460 380 460 500 454', look.style === 2 ? look.accent : darker(look.sole, 0.2), {
      width: 4,
      opacity: 0.8,
    }),
  ].join('')
}

/** Running and trail shoe: knit upper, overlays, thick sculpted foam. */
export function runner(look: Look, pen: Pen): string {
  const foamTop = round(404 - look.build * 10)
  const foam = `M66 ${foamTop + 4}C60 420 64 442 92 458C130 472 200 470 260 466C330 462 380 476 440 474C490 474 520 462 526 428C528 408 516 ${foamTop - 22} 506 ${foamTop - 16}C460 ${foamTop + 6} 300 ${foamTop + 16} 180 ${foamTop + 10}C130 ${foamTop + 8} 90 ${foamTop + 2} 66 ${foamTop + 4}Z`
  const mesh = Array.from({ length: 20 }, (_, index) =>
    pen.line(`M${70 + index * 22} 440L${170 + index * 22} 230`, lighter(look.main, 0.4), {
      width: 1.2,
      opacity: 0.28,
      dash: '2 5',
    }),
  )
  const isTrail = look.style === 2
  return [
    opening(pen, look.main),
    pen.part(
      'M256 292C272 268 288 238 306 220C322 216 338 230 338 246L330 284L284 308Z',
      darker(look.main, 0.2),
    ),
    pen.body(lowUpper, look.main),
    pen.inside(
      lowUpper,
      mesh.join('') +
        pen.part('M76 436V388C96 372 130 362 150 360C160 384 170 408 196 436Z', darker(look.main, 0.4)) +
        pen.part(
          'M512 240C480 262 452 300 440 330C430 362 440 400 452 440H520Z',
          look.style === 1 ? look.accent : darker(look.main, 0.35),
        ) +
        pen.part('M256 428C290 384 330 350 388 326L418 340C366 366 330 396 306 430Z', look.accent) +
        pen.part(
          'M330 428C352 396 386 368 426 352L436 372C404 386 380 406 366 430Z',
          mix(look.accent, look.main, 0.45),
        ) +
        pen.part(
          'M210 356C250 336 290 302 312 262L334 280C318 322 284 354 240 374Z',
          darker(look.main, 0.28),
        ),
    ),
    flatLaces(
      [
        [246, 356],
        [270, 338],
        [292, 318],
        [311, 296],
        [323, 276],
      ],
      look.accent,
      pen,
    ),
    pen.part('M466 250C470 226 496 222 496 246L490 286L474 280Z', look.accent),
    pen.body(foam, look.sole, { depth: 20, shade: 0.38 }),
    pen.line('M120 446C200 426 300 452 380 434C430 424 470 436 516 422', look.accent, {
      width: 6,
      opacity: 0.85,
    }),
    isTrail
      ? along([108, 466], [500, 472], 12)
          .map(([x, y]) => pen.flat(`M${x - 10} ${y - 6}h22l-5 14h-12z`, '#2b2a2a'))
          .join('')
      : pen.part(
          'M92 456C130 470 200 470 260 466C330 462 380 476 440 474C480 474 508 466 518 448C500 462 470 464 440 464C380 466 330 452 260 456C200 460 130 462 92 456Z',
          '#2f2e30',
        ),
  ].join('')
}

/** Canvas high-top with a rubber toe. */
export function highTop(look: Look, pen: Pen): string {
  const top = round(206 - look.build * 16)
  const upper = `M92 426C86 396 110 372 156 362C206 350 242 322 266 288C284 256 296 ${top + 40} 300 ${top}C340 ${top + 12} 400 ${top + 10} 446 ${top - 12}C452 ${top + 60} 446 ${top + 100} 464 330C476 360 490 392 488 426Z`
  const rubber = 'M82 412C76 436 82 466 112 470L474 470C500 468 504 436 496 408C360 424 200 424 82 412Z'
  return [
    pen.part(
      `M252 306C274 270 282 ${top + 40} 280 ${top - 22}C298 ${top - 28} 316 ${top - 22} 318 ${top}L300 300Z`,
      mix(look.main, '#ffffff', 0.15),
    ),
    pen.body(upper, look.main),
    pen.inside(
      upper,
      pen.part('M70 440V392C104 362 160 356 204 376C212 396 214 420 212 440Z', '#f1ede4') +
        pen.line('M212 440C214 420 212 396 204 376C160 356 104 362 76 388', '#b9b1a2', { width: 2 }) +
        pen.part(
          `M440 ${top - 14}C434 ${top + 90} 440 330 452 440H474C476 340 462 ${top + 90} 462 ${top - 14}Z`,
          darker(look.main, 0.25),
        ) +
        pen.seam('M240 430C264 388 300 352 372 330C420 318 440 316 470 318', look.main) +
        pen.part(
          `M226 372C262 344 288 308 304 266C314 236 ${318} ${top + 40} 318 ${top}L342 ${top + 6}C342 ${top + 60} 336 250 324 282C306 326 280 358 248 386Z`,
          darker(look.main, 0.18),
        ) +
        pen.seam(`M252 390C284 362 312 328 330 284C342 250 348 ${top + 60} 348 ${top + 6}`, look.main),
    ),
    look.style === 0
      ? `<circle cx="396" cy="${top + 60}" r="25" fill="#f4f0e7" stroke="${darker(look.main, 0.4)}" stroke-width="1.5"/><path d="M380 ${top + 68}l16 -24l16 24z" fill="${look.accent}"/>`
      : '',
    look.style === 1
      ? pen.line(`M300 408L420 ${top + 40}M330 412L446 ${top + 56}`, look.accent, { width: 8 })
      : '',
    flatLaces(
      [
        [264, 356],
        [288, 328],
        [306, 298],
        [318, 266],
        [325, 238],
        [329, top + 14],
      ],
      '#f4f1ea',
      pen,
    ),
    pen.body(rubber, look.sole, { depth: 12, shade: 0.35 }),
    pen.line('M84 428C200 440 380 438 498 424', look.accent, { width: 4 }),
    pen.line('M90 456C200 462 380 462 496 454', darker(look.sole, 0.25), { width: 2.5, opacity: 0.7 }),
  ].join('')
}
