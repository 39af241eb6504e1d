import { laces, lugs, upper } from './boot-last.ts'
import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter } from './tone.ts'

/** Winter boot: quilted shaft, fleece collar, thick rubber shell. */
export function snowBoot(look: Look, pen: Pen): string {
  const top = round(150 - look.build * 24)
  const outline = upper(top, 286, 456)
  const shell =
    'M92 430C84 384 104 352 152 342C196 334 226 322 246 306C270 344 330 368 472 360C474 388 474 408 470 430Z'
  const fleece = along([288, top - 4], [454, top - 10], 16)
    .map(([x, y], index) => {
      const low = index % 2 === 0
      return `<circle cx="${x}" cy="${round(y + (low ? 10 : -1))}" r="13" fill="${low ? '#e4d8c3' : '#f6efe2'}"/><path d="M${x - 5} ${round(y + 4)}q5 -6 9 0" stroke="#cbbca2" stroke-width="1.6" fill="none"/>`
    })
    .join('')
  const quilts = [0.24, 0.48, 0.72].map((share) => {
    const y = round(top + (360 - top) * share)
    return (
      pen.line(`M240 ${y + 16}C320 ${y + 30} 400 ${y + 22} 470 ${y - 4}`, darker(look.main, 0.6), {
        width: 3,
        opacity: 0.55,
      }) +
      pen.line(`M240 ${y + 20}C320 ${y + 34} 400 ${y + 26} 470 ${y}`, lighter(look.main, 0.35), {
        width: 2,
        opacity: 0.45,
      })
    )
  })
  return [
    pen.body(outline, look.main),
    pen.inside(outline, quilts.join('')),
    fleece,
    pen.body(shell, darker(look.main, 0.5), { depth: 22, light: 0.4 }),
    pen.seam('M150 350C196 342 228 332 248 316C274 352 334 376 472 368', darker(look.main, 0.4)),
    laces(
      [
        [266, 322],
        [286, 292],
        [298, 258],
        [302, 222],
      ],
      28,
      look.accent,
      pen,
    ),
    look.style === 1
      ? pen.part('M288 250h150v18h-150z', look.accent) + pen.part('M344 244h30v30h-30z', '#3b3a3a')
      : '',
    pen.body(
      'M84 416C78 446 90 468 124 470L470 472C488 472 490 444 480 416C350 428 190 430 84 416Z',
      look.sole,
      { depth: 16 },
    ),
    lugs(look.sole, pen),
  ].join('')
}

/** Rubber boot: one moulded piece with a gloss, a band and a buckle. */
export function rubberBoot(look: Look, pen: Pen): string {
  const top = round(130 - look.build * 40)
  const outline = upper(top, 290, 432)
  return [
    pen.part(
      `M290 ${top}C340 ${top - 16} 392 ${top - 20} 432 ${top - 8}C392 ${top + 16} 340 ${top + 18} 290 ${top}Z`,
      darker(look.main, 0.65),
    ),
    pen.body(outline, look.main, { light: 0.5 }),
    pen.inside(
      outline,
      pen.glow(
        `M318 ${top + 40}C316 ${top + 110} 304 270 280 316L300 320C326 270 338 ${top + 110} 336 ${top + 40}Z`,
        '#ffffff',
        0.6,
      ) +
        pen.glow('M118 384C150 360 190 356 216 356C190 366 150 382 126 400Z', '#ffffff', 0.55) +
        pen.flat(
          `M270 ${top + 22}C340 ${top + 44} 400 ${top + 40} 450 ${top + 16}V${top + 26}C400 ${top + 50} 340 ${top + 54} 270 ${top + 32}Z`,
          darker(look.main, 0.5),
          0.6,
        ) +
        pen.line('M84 404C180 414 360 412 480 404', darker(look.main, 0.6), { width: 3, opacity: 0.5 }) +
        pen.line('M400 430C404 396 424 372 480 366', darker(look.main, 0.6), { width: 2.4, opacity: 0.5 }),
    ),
    look.style === 1
      ? pen.part(`M404 ${top + 34}h36v14h-36z`, look.accent) +
        pen.part(`M398 ${top + 30}h14v22h-14z`, '#c9ced2')
      : '',
    pen.body(
      'M86 420C82 440 90 456 120 458L352 458L358 472H474C482 456 484 440 478 420C350 430 190 432 86 420Z',
      look.style === 2 ? look.accent : darker(look.main, 0.45),
      { depth: 14 },
    ),
  ].join('')
}
