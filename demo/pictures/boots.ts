import { laces, lugs, sole, upper } from './boot-last.ts'
import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { brightness, darker, lighter, mix } from './tone.ts'

/** Mid-high walking boot: rubber rand, padded collar, hooks, lug sole. */
export function hikingBoot(look: Look, pen: Pen): string {
  const top = round(178 - look.build * 34)
  const outline = upper(top, 296, 446)
  const dark = darker(look.main, 0.35)
  const collar = `M${292} ${top + 14}C340 ${top + 34} 400 ${top + 32} 450 ${top + 4}L447 ${top - 10}C400 ${top + 10} 340 ${top + 14} 296 ${top - 4}Z`
  return [
    pen.part(
      `M238 318C262 282 274 ${top + 60} 268 ${top - 26}C284 ${top - 34} 304 ${top - 28} 312 ${top - 8}L306 ${top + 60}L280 316Z`,
      darker(look.main, 0.32),
    ),
    pen.part(
      `M440 ${top - 4}C438 ${top - 26} 458 ${top - 26} 456 ${top - 2}L452 ${top + 24}L442 ${top + 24}Z`,
      look.accent,
    ),
    pen.body(outline, look.main),
    pen.inside(
      outline,
      pen.part('M80 440V392C110 366 160 366 196 392C214 406 222 420 226 440Z', darker(look.main, 0.62)) +
        pen.part('M490 440H376C378 408 402 372 436 356C456 348 480 350 490 356Z', dark) +
        pen.seam('M372 436C376 404 400 368 434 351C456 343 470 344 486 350', look.main) +
        pen.seam('M230 432C222 402 204 384 176 372', look.main) +
        pen.line(`M${310} 330C350 320 400 ${top + 150} 444 ${top + 118}`, darker(look.main, 0.5), {
          width: 2,
          opacity: 0.6,
        }) +
        pen.seam(`M${308} 336C350 326 402 ${top + 158} 448 ${top + 126}`, look.main) +
        (look.style === 1
          ? pen.part(
              'M262 392C300 350 350 338 388 340C360 366 340 396 334 432L262 432Z',
              mix(look.main, look.accent, 0.5),
            )
          : '') +
        (look.style === 2
          ? pen.line('M246 410C300 384 360 378 384 330', look.accent, { width: 7, opacity: 0.9 })
          : '') +
        pen.part(
          `M196 340C236 322 268 300 284 262C292 240 ${300} ${top + 80} 304 ${top}L326 ${top + 6}C322 ${top + 90} 318 262 302 290C284 322 250 346 214 358Z`,
          mix(look.main, dark, 0.6),
        ),
    ),
    pen.body(collar, darker(look.main, 0.4), { depth: 14 }),
    laces(
      [
        [244, 334],
        [272, 312],
        [294, 284],
        [305, 250],
        [311, top + 52],
        [316, top + 22],
      ],
      34,
      look.accent,
      pen,
    ),
    pen.body(sole, look.sole, { depth: 16 }),
    pen.line(
      'M88 424C190 436 350 434 478 424',
      brightness(look.sole) < 0.4 ? look.accent : lighter(look.sole, 0.4),
      { width: 4, opacity: 0.75 },
    ),
    lugs(look.sole, pen),
  ].join('')
}

/** Six-inch leather lace boot: welt, stacked heel, contrast stitching. */
export function laceBoot(look: Look, pen: Pen): string {
  const top = round(168 - look.build * 26)
  const outline = upper(top, 300, 440)
  return [
    pen.part(
      `M240 318C264 282 278 ${top + 60} 274 ${top - 18}C290 ${top - 26} 306 ${top - 20} 314 ${top}L306 ${top + 60}L280 316Z`,
      darker(look.main, 0.3),
    ),
    pen.part(
      `M432 ${top}C430 ${top - 24} 448 ${top - 24} 446 ${top}L444 ${top + 30}L434 ${top + 30}Z`,
      look.main,
    ),
    pen.body(outline, look.main, { light: 0.42 }),
    pen.inside(
      outline,
      pen.seam('M214 430C212 396 196 366 168 344', look.main) +
        pen.seam('M222 430C220 394 204 362 176 342', look.main) +
        pen.seam(`M206 350C250 334 286 308 302 276C312 250 ${318} ${top + 70} 322 ${top + 12}`, look.main) +
        pen.seam('M488 366C440 366 404 392 392 430', look.main) +
        pen.seam('M488 358C436 358 396 386 384 430', look.main) +
        (look.style === 1
          ? [0, 1, 2, 3, 4]
              .map(
                (step) =>
                  `<circle cx="${round(150 + step * 11)}" cy="${round(372 + step * 9)}" r="2.6" fill="${darker(look.main, 0.7)}"/>`,
              )
              .join('')
          : '') +
        pen.glow('M120 372C150 352 186 350 206 356C180 366 150 378 126 396Z', '#ffffff', 0.3) +
        pen.glow(
          `M352 ${top + 40}C366 ${top + 90} 360 ${top + 130} 366 ${top + 190}L392 ${top + 190}C388 ${top + 120} 392 ${top + 90} 384 ${top + 40}Z`,
          '#ffffff',
          0.2,
        ),
    ),
    pen.part(
      `M298 ${top}C344 ${top + 17} 398 ${top + 14} 440 ${top - 8}L442 ${top + 8}C398 ${top + 30} 344 ${top + 33} 300 ${top + 18}Z`,
      darker(look.main, 0.25),
    ),
    laces(
      [
        [246, 336],
        [274, 312],
        [294, 282],
        [304, 248],
        [310, top + 58],
        [314, top + 26],
      ],
      30,
      look.accent,
      pen,
    ),
    pen.part(
      'M86 422C82 432 84 440 90 442L472 444C480 442 482 432 478 422C350 432 190 434 86 422Z',
      mix(look.sole, '#c39a63', 0.55),
    ),
    pen.seam('M90 431C190 440 360 440 478 431', '#a98a5c'),
    pen.part('M92 443C96 458 110 464 134 464L350 464L358 474H476C480 462 480 452 476 444Z', look.sole),
  ].join('')
}

/** Pull-on Chelsea boot: elastic gore, clean vamp, low heel. */
export function chelseaBoot(look: Look, pen: Pen): string {
  const top = round(190 - look.build * 26)
  const outline = upper(top, 306, 438)
  const gore = `M334 ${top + 12}L404 ${top + 8}C408 ${top + 70} 396 ${top + 120} 378 ${top + 156}C352 ${top + 130} 336 ${top + 80} 334 ${top + 12}Z`
  const ribs = along([340, 0], [402, 0], 11).map(([x]) =>
    pen.line(`M${x} ${top}V400`, '#000000', { width: 1.6, opacity: 0.4 }),
  )
  return [
    pen.part(
      `M428 ${top}C424 ${top - 30} 452 ${top - 30} 446 ${top}L442 ${top + 36}L430 ${top + 36}Z`,
      darker(look.main, 0.25),
    ),
    pen.part(`M306 ${top}C312 ${top - 22} 330 ${top - 24} 334 ${top + 6}Z`, darker(look.main, 0.25)),
    pen.body(outline, look.main, { light: 0.46 }),
    pen.inside(
      outline,
      pen.glow('M114 380C146 352 196 346 222 348C196 362 150 378 122 402Z', '#ffffff', 0.36) +
        pen.glow(
          `M306 ${top + 30}C304 ${top + 90} 286 270 262 306L286 306C310 270 322 ${top + 100} 322 ${top + 30}Z`,
          '#ffffff',
          0.26,
        ) +
        pen.seam(`M376 ${top + 160}C392 368 398 400 396 432`, look.main),
    ),
    pen.part(gore, look.style === 1 ? look.accent : darker(look.main, 0.45)),
    pen.inside(gore, ribs.join('')),
    pen.seam(
      `M328 ${top + 14}C330 ${top + 84} 348 ${top + 138} 378 ${top + 166}C402 ${top + 126} 414 ${top + 70} 410 ${top + 8}`,
      look.main,
    ),
    pen.part(
      'M86 422C82 434 84 442 90 444L472 446C480 444 482 434 478 422C350 432 190 434 86 422Z',
      look.style === 2 ? '#c9a873' : look.sole,
    ),
    pen.part(
      'M94 444C98 458 112 463 136 463L356 463L362 474H474C478 462 478 454 474 446Z',
      darker(look.sole, 0.2),
    ),
  ].join('')
}
