import { type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter, mix } from './tone.ts'

const strapLeather = '#8a5a35'

function snap(x: number, y: number, pen: Pen): string {
  return (
    pen.part(`M${x - 15} ${y - 9}h30v24h-30z`, '#3b3a3b') +
    pen.flat(`M${x - 8} ${y - 3}h16v4h-16z`, '#8d8f92')
  )
}

/** Rucksack: lid with buckles, front pocket, side compression. */
export function backpack(look: Look, pen: Pen): string {
  const trim = look.style === 1 ? strapLeather : darker(look.main, 0.4)
  const pack =
    'M176 214C176 150 214 118 300 118C386 118 424 150 424 214L436 430C438 484 420 506 380 508L220 508C180 506 162 484 164 430Z'
  const lid = `M170 ${round(230 + look.build * 20)}C168 150 206 106 300 106C394 106 432 150 430 ${round(230 + look.build * 20)}C420 258 180 258 170 ${round(230 + look.build * 20)}Z`
  const pocket =
    'M206 340C208 322 220 316 240 316L360 316C380 316 392 322 394 340L400 450C400 474 386 482 366 482L234 482C214 482 200 474 200 450Z'
  const buckleLine = (x: number) =>
    pen.line(`M${x} 232V356`, darker(trim, 0.45), { width: 19, opacity: 0.5 }) +
    pen.line(`M${x} 232V356`, trim, { width: 15 }) +
    snap(x, 302, pen)
  return [
    pen.line('M258 116C256 66 344 66 342 116', trim, { width: 15 }),
    pen.line('M184 220C128 250 128 420 180 470', darker(look.main, 0.5), { width: 22 }),
    pen.line('M416 220C472 250 472 420 420 470', darker(look.main, 0.5), { width: 22 }),
    pen.body('M164 350C138 360 130 400 134 450C138 488 154 500 176 498Z', darker(look.main, 0.15), {
      depth: 22,
    }),
    pen.body('M436 350C462 360 470 400 466 450C462 488 446 500 424 498Z', darker(look.main, 0.15), {
      depth: 22,
    }),
    pen.body(pack, look.main, { depth: 46 }),
    pen.body(pocket, look.style === 2 ? look.accent : mix(look.main, '#000000', 0.08), { depth: 26 }),
    pen.seam('M212 352C214 332 224 328 242 328L358 328C376 328 386 332 388 352', look.main),
    pen.body(lid, look.main, { depth: 34, light: 0.4 }),
    pen.seam(
      `M184 ${round(222 + look.build * 20)}C260 246 340 246 416 ${round(222 + look.build * 20)}`,
      look.main,
    ),
    buckleLine(248),
    buckleLine(352),
    pen.part('M268 160h64v34h-64z', look.accent) +
      pen.line('M280 177h40', lighter(look.accent, 0.6), { width: 4 }),
    look.style === 0
      ? pen.line('M150 380L210 372M150 430L208 426M450 380L390 372M450 430L392 426', look.accent, {
          width: 6,
        })
      : '',
  ].join('')
}

/** Shoulder bag or shopper with leather handles. */
export function tote(look: Look, pen: Pen): string {
  const bag =
    'M146 236C240 246 360 246 454 236L472 486C474 504 464 512 446 514C350 522 250 522 154 514C136 512 126 504 128 486Z'
  const handle = (lift: number) => `M220 262C216 ${lift} 384 ${lift} 380 262`
  const leather = look.style === 2
  return [
    pen.line(handle(40), darker(strapLeather, 0.4), { width: 15 }),
    pen.part('M150 236C240 220 360 220 450 236C360 250 240 250 150 236Z', darker(look.main, 0.6)),
    pen.body(bag, look.main, { depth: 46, light: leather ? 0.42 : 0.28 }),
    pen.inside(
      bag,
      pen.seam('M140 258C240 268 360 268 460 258', look.main) +
        (look.style === 0
          ? pen.part('M120 440C240 450 360 450 480 440V530H120Z', strapLeather) +
            pen.seam('M120 450C240 460 360 460 480 450', strapLeather)
          : '') +
        (look.style === 1 ? pen.flat('M200 200h44v330h-44zM356 200h44v330h-44z', look.accent, 0.92) : '') +
        pen.glow('M176 290C190 370 180 450 172 510L190 510C204 450 208 370 192 286Z', '#000', 0.26) +
        pen.glow('M330 300C340 380 332 450 326 510L346 510C354 450 358 380 346 296Z', '#fff', 0.18),
    ),
    pen.line(handle(66), darker(strapLeather, 0.5), { width: 19, opacity: 0.6 }),
    pen.line(handle(66), leather ? darker(look.main, 0.2) : strapLeather, { width: 15 }),
    pen.line(handle(62), lighter(strapLeather, 0.35), { width: 3, opacity: 0.5 }),
    [220, 380]
      .map(
        (x) =>
          pen.part(`M${x - 14} 250h28v54l-14 12l-14-12z`, leather ? darker(look.main, 0.2) : strapLeather) +
          `<circle cx="${x}" cy="284" r="5" fill="#d6b878"/>`,
      )
      .join(''),
    leather
      ? pen.part('M264 232h72v66c0 22 -72 22 -72 0z', darker(look.main, 0.14)) +
        `<circle cx="300" cy="292" r="9" fill="#c9a65c" stroke="#7c6230"/>`
      : '',
  ].join('')
}

/** Travel holdall with end caps and a shoulder strap. */
export function duffel(look: Look, pen: Pen): string {
  const bag =
    'M92 330C88 262 126 236 196 232L404 232C474 236 512 262 508 330L504 432C502 470 480 482 440 484L160 484C120 482 98 470 96 432Z'
  const trim = look.style === 1 ? strapLeather : darker(look.main, 0.45)
  return [
    pen.line('M130 262C150 120 450 120 470 262', darker(look.main, 0.55), { width: 13 }),
    pen.line('M232 300C228 176 372 176 368 300', darker(trim, 0.3), { width: 18 }),
    pen.body(bag, look.main, { depth: 50 }),
    pen.inside(
      bag,
      pen.part(
        'M60 220H160C146 300 146 410 160 500H60Z',
        look.style === 2 ? look.accent : darker(look.main, 0.22),
      ) +
        pen.part(
          'M540 220H440C454 300 454 410 440 500H540Z',
          look.style === 2 ? look.accent : darker(look.main, 0.22),
        ) +
        pen.seam('M168 226C154 300 154 410 168 490M432 226C446 300 446 410 432 490', look.main) +
        pen.line('M150 262H450', darker(look.main, 0.65), { width: 12 }) +
        pen.line('M150 262H450', lighter(look.main, 0.4), { width: 3, dash: '3 4' }) +
        pen.part('M222 250h18v240h-18zM360 250h18v240h-18z', trim) +
        pen.part(
          'M254 350C254 338 262 334 272 334H328C338 334 346 338 346 350V440H254Z',
          darker(look.main, 0.1),
        ) +
        pen.seam('M260 356H340', look.main),
    ),
    pen.line('M231 300C228 196 372 196 369 300', darker(trim, 0.5), { width: 21, opacity: 0.5 }),
    pen.line('M231 300C228 196 372 196 369 300', trim, { width: 17 }),
    pen.part('M272 212h56v26h-56z', look.style === 1 ? darker(trim, 0.2) : look.accent),
  ].join('')
}

/** Belt bag. */
export function beltBag(look: Look, pen: Pen): string {
  const bag =
    'M158 296C160 264 186 254 224 252L376 252C414 254 440 264 442 296C440 380 408 436 344 440L256 440C192 436 160 380 158 296Z'
  return [
    pen.line(
      'M190 290C90 250 60 200 110 150C200 90 400 90 490 150C540 200 510 250 410 290',
      darker(look.main, 0.5),
      { width: 20 },
    ),
    pen.line(
      'M190 290C90 250 60 200 110 150C200 90 400 90 490 150C540 200 510 250 410 290',
      lighter(look.main, 0.2),
      { width: 2, dash: '5 5', opacity: 0.5 },
    ),
    `<g transform="translate(0 -132) scale(1)">${snap(300, 242, pen)}</g>`,
    pen.body(bag, look.main, { depth: 40, light: 0.38 }),
    pen.inside(
      bag,
      pen.part(
        'M150 340C220 352 380 352 450 340V460H150Z',
        look.style === 1 ? look.accent : darker(look.main, 0.14),
      ) + pen.seam('M160 346C220 358 380 358 440 346', look.main),
    ),
    pen.line('M182 290C250 298 350 298 418 290', darker(look.main, 0.65), { width: 10 }) +
      pen.line('M182 290C250 298 350 298 418 290', lighter(look.main, 0.45), { width: 3, dash: '3 4' }),
    pen.part('M408 282h12l6 34h-16z', look.accent),
    look.style === 2 ? pen.part('M262 368h76v34h-76z', strapLeather) : '',
  ].join('')
}
