import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter } from './tone.ts'

function ribs(from: number, to: number, y: number, height: number, colour: string, pen: Pen): string {
  return pen.line(
    along([from, y], [to, y], Math.round((to - from) / 10))
      .map(([x]) => `M${x} ${y}v${height}`)
      .join(''),
    darker(colour, 0.55),
    { width: 3, opacity: 0.32 },
  )
}

/** Knitted hat with a turned-up brim and, on some, a bobble. */
export function beanie(look: Look, pen: Pen): string {
  const crown = 'M152 400C140 250 200 150 300 148C400 150 460 250 448 400Z'
  const brim =
    'M140 376C240 398 360 398 460 376L468 456C470 470 460 476 448 478C350 494 250 494 152 478C140 476 130 470 132 456Z'
  const knit = Array.from(
    { length: 15 },
    (_, index) =>
      `M${160 + index * 20} 410C${170 + index * 18.6} 300 ${240 + index * 8.6} 200 ${286 + index * 2} 150`,
  ).join('')
  const bobble = Array.from({ length: 70 }, (_, index) => {
    const angle = index * 2.4
    const reach = 10 + (index % 9) * 5
    return `M${round(300 + Math.cos(angle) * reach * 0.4)} ${round(122 + Math.sin(angle) * reach * 0.4)}L${round(300 + Math.cos(angle) * (reach + 10))} ${round(122 + Math.sin(angle) * (reach + 10))}`
  })
  return [
    pen.body(crown, look.main, { depth: 50 }),
    pen.inside(
      crown,
      pen.line(knit, darker(look.main, 0.5), { width: 5, opacity: 0.34 }) +
        (look.style === 1
          ? [250, 300].map((y) => pen.flat(`M100 ${y}h400v24h-400z`, look.accent, 0.9)).join('')
          : '') +
        (look.style === 2
          ? along([160, 300], [440, 300], 9)
              .map(([x, y]) =>
                pen.line(
                  `M${x} ${y - 18}v36M${x - 16} ${y - 9}l32 18M${x - 16} ${y + 9}l32 -18`,
                  look.accent,
                  { width: 4 },
                ),
              )
              .join('')
          : ''),
    ),
    look.style === 0
      ? ''
      : pen.flat('M300 122m-46 0a46 46 0 1 0 92 0a46 46 0 1 0 -92 0', look.accent) +
        pen.line(bobble.join(''), lighter(look.accent, 0.3), { width: 3, opacity: 0.7 }) +
        pen.line(bobble.slice(0, 36).join(''), darker(look.accent, 0.4), { width: 2, opacity: 0.45 }),
    pen.body(brim, darker(look.main, 0.08), { depth: 30 }),
    pen.inside(brim, ribs(136, 466, 376, 112, look.main, pen)),
    look.style === 0 ? pen.part('M384 412h52v36h-52z', look.accent) : '',
  ].join('')
}

/** Six-panel cap, peak to the left. */
export function cap(look: Look, pen: Pen): string {
  const crown = 'M192 380C184 280 230 196 330 192C430 192 486 270 478 384C400 400 280 400 192 380Z'
  const peak =
    'M214 362C150 362 84 390 66 424C64 438 76 442 92 438C150 424 230 414 318 400C280 396 230 386 214 362Z'
  return [
    pen.body(crown, look.main, { depth: 44 }),
    pen.inside(
      crown,
      (look.style === 1 ? pen.part('M330 180C400 200 440 290 440 400H520V180Z', look.accent) : '') +
        pen.seam('M330 192C270 220 240 300 244 392M334 192C390 230 410 310 404 396', look.main) +
        pen.seam('M192 368C280 388 400 388 480 372', look.main),
    ),
    `<ellipse cx="331" cy="192" rx="13" ry="7" fill="${darker(look.main, 0.25)}"/>`,
    look.style === 2
      ? pen.line('M284 330l26 -44l16 24l12 -18l30 38z', look.accent, { width: 5 })
      : pen.part('M296 292h56v40h-56z', look.accent),
    pen.body(peak, look.style === 1 ? look.accent : darker(look.main, 0.1), { depth: 18 }),
    pen.seam('M92 424C150 396 220 394 296 396M104 430C160 406 220 404 290 402', look.main),
  ].join('')
}

/** A pair of gloves, knitted or lined leather. */
export function gloves(look: Look, pen: Pen): string {
  const hand =
    'M176 500C170 440 164 400 150 350C136 300 118 250 124 236C134 222 152 232 160 256L186 330C184 270 176 190 186 170C196 154 214 160 216 180L222 300C226 240 226 160 238 144C250 132 266 142 266 162L264 304C272 250 278 190 290 178C302 170 314 180 312 198L302 318C312 290 322 262 334 256C346 252 354 262 350 278C338 330 326 390 320 500Z'
  const one = () =>
    pen.body(hand, look.main, { depth: 26, light: 0.36 }) +
    pen.inside(
      hand,
      (look.style === 1
        ? Array.from({ length: 26 }, (_, row) =>
            pen.line(`M110 ${170 + row * 13}${'q5 6 10 0'.repeat(26)}`, darker(look.main, 0.5), {
              width: 1.6,
              opacity: 0.3,
            }),
          ).join('')
        : pen.seam(
            'M204 380C200 350 206 320 204 306M244 380C244 350 246 320 244 306M284 380C284 350 286 330 284 316',
            look.main,
          )) +
        (look.style === 2
          ? pen.part('M160 396C210 384 280 384 330 396L326 430C280 420 210 420 164 430Z', look.accent)
          : ''),
    ) +
    pen.body(
      'M170 470C220 482 276 482 326 470L330 536C280 548 216 548 166 536Z',
      look.style === 0 ? '#e9dfcb' : look.accent,
      { depth: 16 },
    ) +
    (look.style === 0
      ? ''
      : pen.inside(
          'M170 470C220 482 276 482 326 470L330 536C280 548 216 548 166 536Z',
          ribs(168, 330, 466, 84, look.accent, pen),
        ))
  return `<g transform="translate(150 -22) rotate(12 300 300) scale(.94)">${one()}</g><g transform="translate(-24 6) rotate(-8 300 300) scale(.94)">${one()}</g>`
}

/** A pair of walking socks. */
export function socks(look: Look, pen: Pen): string {
  const sock =
    'M250 86C290 94 330 94 368 86L366 330C366 372 352 396 320 420L206 494C172 514 130 504 120 470C114 444 128 424 154 408L226 362C246 348 252 332 252 306Z'
  const pattern = [
    [150, 196].map((y) => pen.flat(`M200 ${y}h220v24h-220z`, look.accent)).join(''),
    Array.from({ length: 14 }, (_, index) =>
      pen.flat(
        `M80 ${140 + index * 26}h320v9h-320z`,
        index % 2 ? look.accent : lighter(look.main, 0.55),
        0.9,
      ),
    ).join(''),
    Array.from(
      { length: 96 },
      (_, index) =>
        `<circle cx="${110 + (index % 8) * 38 + (Math.floor(index / 8) % 2) * 19}" cy="${150 + Math.floor(index / 8) * 30}" r="6.5" fill="${look.accent}"/>`,
    ).join(''),
  ]
  const one = () =>
    pen.body(sock, look.main, { depth: 30 }) +
    pen.inside(
      sock,
      pattern[look.style] +
        pen.part('M100 400C130 392 170 420 184 520H90Z', look.accent) +
        pen.part('M270 392C290 360 330 340 380 340V430C340 440 300 430 270 392Z', look.accent) +
        pen.part('M240 80H380V128C330 136 290 136 240 128Z', darker(look.main, 0.14)) +
        ribs(250, 370, 80, 52, look.main, pen) +
        pen.glow('M276 140C284 220 280 300 268 340L288 340C298 300 302 220 294 140Z', '#fff', 0.22),
    )
  return `<g transform="translate(96 -14) rotate(6 300 300)">${one()}</g><g transform="translate(-8 8)">${one()}</g>`
}

/** Folded scarf with fringe. */
export function scarf(look: Look, pen: Pen): string {
  const fold = 'M146 92C250 76 350 76 454 92L460 360C350 378 250 378 140 360Z'
  const tail = 'M158 330C260 346 340 346 442 330L446 470C350 486 250 486 154 470Z'
  const check = Array.from(
    { length: 9 },
    (_, index) =>
      pen.flat(`M${120 + index * 44} 80h16v420h-16z`, look.accent, 0.55) +
      pen.flat(`M100 ${100 + index * 46}h400v16h-400z`, look.accent, 0.55),
  ).join('')
  const bands = [118, 158, 420].map((y) => pen.flat(`M100 ${y}h400v18h-400z`, look.accent, 0.95)).join('')
  const weave = Array.from({ length: 44 }, (_, row) =>
    pen.line(`M120 ${100 + row * 9}h360`, darker(look.main, 0.5), { width: 1, opacity: 0.16, dash: '4 3' }),
  ).join('')
  const cloth = [check, bands, ''][look.style]!
  const fringe = along([160, 474], [440, 474], 25)
    .map(([x], index) =>
      pen.line(
        `M${x} ${470 + Math.sin(index) * 3}c-4 20 4 34 -2 ${52 + (index % 3) * 5}`,
        index % 3 ? look.main : look.accent,
        { width: 6.5 },
      ),
    )
    .join('')
  return (
    fringe +
    pen.body(tail, look.main, { depth: 36 }) +
    pen.inside(tail, cloth + weave) +
    pen.body(fold, look.main, { depth: 44 }) +
    pen.inside(
      fold,
      cloth +
        weave +
        pen.glow('M150 200C250 216 350 216 450 200V214C350 230 250 230 150 214Z', '#000', 0.4) +
        pen.glow('M150 216C250 232 350 232 450 216V226C350 242 250 242 150 226Z', '#fff', 0.2),
    )
  )
}
