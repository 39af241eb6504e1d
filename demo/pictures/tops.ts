import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { brightness, darker, lighter } from './tone.ts'

/** Laid flat, seen from above: body 180–420 across, shoulders at y = 110. Sleeves are drawn by `sleeve`, mirrored. */
const torso =
  'M236 96C262 112 338 112 364 96C392 104 420 114 440 130C436 230 438 380 442 500C400 512 200 512 158 500C162 380 164 230 160 130C180 114 208 104 236 96Z'

function sleeve(length: number): string {
  return `M172 122C138 140 120 170 112 220L${round(112 - length * 0.1)} ${round(220 + length)}C${round(124 - length * 0.06)} ${round(230 + length)} ${round(146 - length * 0.06)} ${round(234 + length)} ${round(164 - length * 0.04)} ${round(228 + length)}C168 300 176 250 182 210Z`
}

const mirror = (drawing: string) => `<g transform="translate(600 0) scale(-1 1)">${drawing}</g>`
const bothSides = (draw: () => string) => draw() + mirror(draw())

/** Soft folds in cloth, so that nothing lies as flat as paper. */
function folds(pen: Pen): string {
  return (
    pen.glow('M196 210C214 300 206 400 192 490L206 490C222 400 230 300 208 206Z', '#000', 0.3) +
    pen.glow('M392 230C380 320 392 420 404 490L418 490C404 420 398 320 410 226Z', '#000', 0.26) +
    pen.glow('M262 300C272 380 262 440 254 490L272 490C282 440 288 380 276 296Z', '#fff', 0.18) +
    pen.glow('M330 180C340 240 336 300 344 350L356 346C350 300 354 240 344 176Z', '#fff', 0.14)
  )
}

function rib(
  path: string,
  colour: string,
  from: number,
  to: number,
  y: number,
  height: number,
  pen: Pen,
): string {
  const lines = along([from, y], [to, y], Math.round((to - from) / 8))
    .map(([x]) => `M${x} ${y}v${height}`)
    .join('')
  return (
    pen.part(path, darker(colour, 0.1)) +
    pen.inside(path, pen.line(lines, darker(colour, 0.5), { width: 2, opacity: 0.4 }))
  )
}

/** Wool pullover: cable, stripes or plain. */
export function pullover(look: Look, pen: Pen): string {
  const stitches = Array.from({ length: 34 }, (_, row) =>
    pen.line(
      `M150 ${112 + row * 12}${'q4 6 8 0'.repeat(38)}`,
      row % 2 ? lighter(look.main, 0.4) : darker(look.main, 0.5),
      { width: 1.5, opacity: 0.22 },
    ),
  ).join('')
  const cable = [232, 300, 368]
    .map((x) =>
      Array.from(
        { length: 13 },
        (_, step) =>
          pen.line(
            `M${x - 12} ${124 + step * 29}q12 14 24 0M${x + 12} ${138 + step * 29}q-12 16 -24 0`,
            darker(look.main, 0.45),
            { width: 5, opacity: 0.32 },
          ) +
          pen.line(`M${x - 12} ${121 + step * 29}q12 14 24 0`, lighter(look.main, 0.45), {
            width: 3,
            opacity: 0.3,
          }),
      ).join(''),
    )
    .join('')
  const stripes = [170, 214, 258].map((y) => pen.flat(`M100 ${y}h400v22h-400z`, look.accent, 0.9)).join('')
  const motif = [180, 232]
    .map((y) =>
      along([150, y], [450, y], 11)
        .map(([x], index) =>
          pen.flat(
            `M${x} ${y - 14}l10 14l-10 14l-10 -14z`,
            index % 2 ? look.accent : lighter(look.main, 0.65),
            0.9,
          ),
        )
        .join(''),
    )
    .join('')
  return [
    bothSides(
      () =>
        pen.body(sleeve(236), look.main) +
        pen.inside(sleeve(236), stitches) +
        rib(
          'M84 446C104 456 126 460 150 454L146 478C124 484 102 480 82 470Z',
          look.main,
          80,
          152,
          446,
          40,
          pen,
        ),
    ),
    pen.body(torso, look.main, { depth: 44 }),
    pen.inside(torso, stitches + [cable, stripes, motif][look.style] + folds(pen)),
    rib(
      'M158 478C200 490 400 490 442 478L443 506C400 520 200 520 157 506Z',
      look.main,
      158,
      444,
      476,
      44,
      pen,
    ),
    pen.part('M240 96C262 78 338 78 360 96C338 110 262 110 240 96Z', darker(look.main, 0.55)),
    rib('M234 94C256 130 344 130 366 94L352 88C336 112 264 112 248 88Z', look.main, 236, 366, 86, 40, pen),
  ].join('')
}

/** Flannel or chambray shirt with placket, collar and pocket. */
export function shirt(look: Look, pen: Pen): string {
  const stripe = (x: number, width: number, colour: string, opacity: number) =>
    pen.flat(`M${x} 60h${width}v470h-${width}z`, colour, opacity)
  const bar = (y: number, height: number, colour: string, opacity: number) =>
    pen.flat(`M60 ${y}h480v${height}h-480z`, colour, opacity)
  const check = Array.from(
    { length: 9 },
    (_, index) =>
      stripe(84 + index * 54, 22, darker(look.main, 0.65), 0.4) +
      bar(80 + index * 54, 22, darker(look.main, 0.65), 0.4) +
      stripe(114 + index * 54, 4, look.accent, 0.7) +
      bar(110 + index * 54, 4, look.accent, 0.7),
  ).join('')
  const pinstripe = Array.from({ length: 30 }, (_, index) =>
    stripe(70 + index * 16, 2, lighter(look.main, 0.6), 0.6),
  ).join('')
  const cloth = [check, pinstripe, ''][look.style]!
  const hem =
    'M236 96C262 112 338 112 364 96C392 104 420 114 440 130C436 230 438 380 444 476C410 520 350 500 300 512C250 500 190 520 156 476C162 380 164 230 160 130C180 114 208 104 236 96Z'
  return [
    bothSides(
      () =>
        pen.body(sleeve(230), look.main) +
        pen.inside(sleeve(230), cloth) +
        pen.part('M86 436C106 446 130 450 154 444L150 474C126 480 104 476 83 466Z', darker(look.main, 0.15)),
    ),
    pen.body(hem, look.main, { depth: 42 }),
    pen.inside(hem, cloth + folds(pen)),
    pen.part(
      'M288 104h26v404l-13 3l-13-3z',
      look.style === 2 ? darker(look.main, 0.08) : darker(look.main, 0.2),
    ),
    along([301, 148], [301, 470], 7)
      .map(
        ([x, y]) =>
          `<circle cx="${x}" cy="${y}" r="5.5" fill="#efe6d6" stroke="#8d8371" stroke-width="1.2"/>`,
      )
      .join(''),
    pen.part('M344 196h62v58l-31 16l-31-16z', darker(look.main, 0.1)) + pen.seam('M348 208h54', look.main),
    pen.part('M240 92C262 78 338 78 360 92L300 122Z', darker(look.main, 0.55)),
    pen.part(
      'M236 88L248 80C262 96 282 108 300 114L270 158C250 140 238 116 236 88Z',
      lighter(look.main, 0.06),
    ),
    mirror(
      pen.part(
        'M236 88L248 80C262 96 282 108 300 114L270 158C250 140 238 116 236 88Z',
        lighter(look.main, 0.06),
      ),
    ),
  ].join('')
}

/** Cotton T-shirt with a small printed mark. */
export function tshirt(look: Look, pen: Pen): string {
  const short = 'M172 122C138 138 104 176 84 236C102 254 130 264 152 266C162 246 174 226 182 210Z'
  const ink = brightness(look.main) > 0.6 ? darker(look.main, 0.65) : '#f3eee2'
  const prints = [
    pen.line('M236 268l34 -58l20 30l16 -24l42 52z', ink, { width: 5 }) +
      `<circle cx="332" cy="212" r="10" fill="${look.accent}"/>`,
    pen.flat('M120 220h360v30h-360z', look.accent, 0.92) + pen.flat('M120 258h360v12h-360z', ink, 0.85),
    pen.flat('M348 196h54v6h-54z', ink, 0.9) + pen.flat('M348 207h34v5h-34z', look.accent, 1),
  ]
  return [
    bothSides(() => pen.body(short, look.main) + pen.seam('M92 232C110 246 132 254 154 256', look.main)),
    pen.body(torso, look.main, { depth: 40 }),
    pen.inside(
      torso,
      prints[look.style] + folds(pen) + pen.seam('M150 492C200 504 400 504 450 492', look.main),
    ),
    pen.part('M240 96C262 84 338 84 360 96C338 120 262 120 240 96Z', darker(look.main, 0.5)),
    pen.line('M238 96C256 132 344 132 362 96', darker(look.main, 0.12), { width: 12 }),
    pen.seam('M232 102C252 142 348 142 368 102', look.main),
  ].join('')
}
