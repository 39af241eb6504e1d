import { type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { darker, lighter, mix } from './tone.ts'

const body =
  'M226 118C260 134 340 134 374 118C404 124 430 134 448 152C444 250 446 390 452 506C410 520 190 520 148 506C154 390 156 250 152 152C170 134 196 124 226 118Z'
const sleeve = 'M166 142C134 158 114 190 106 244L76 462C92 476 124 482 148 474C160 380 172 290 182 226Z'
const cuff = 'M78 446C98 458 124 464 150 458L147 480C122 486 96 482 74 470Z'

const mirror = (drawing: string) => `<g transform="translate(600 0) scale(-1 1)">${drawing}</g>`

function zip(from: number, to: number, colour: string, pen: Pen): string {
  const pull = pen.part(`M295 ${from + 18}h10l3 26h-16z`, '#b9bec2')
  return (
    pen.line(`M300 ${from}V${to}`, darker(colour, 0.6), { width: 9 }) +
    pen.line(`M300 ${from}V${to}`, lighter(colour, 0.3), { width: 3, dash: '3 4' }) +
    pull
  )
}

function pocketZip(x: number, y: number, colour: string, pen: Pen): string {
  return (
    pen.line(`M${x} ${y}l-18 86`, darker(colour, 0.6), { width: 6 }) +
    pen.line(`M${x} ${y}l-18 86`, lighter(colour, 0.4), { width: 1.6, dash: '3 4' })
  )
}

/** Hooded shell: taped seams, storm flap, contrast yoke. */
export function rainJacket(look: Look, pen: Pen): string {
  const yoke =
    look.style === 0
      ? darker(look.main, 0.28)
      : look.style === 1
        ? look.accent
        : mix(look.main, '#ffffff', 0.14)
  const length = round(506 + look.build * 8)
  const half = () =>
    pen.body(sleeve, look.main) +
    pen.inside(
      sleeve,
      pen.part('M60 120H240V214C190 210 130 230 90 262Z', yoke) +
        pen.glow('M112 300C124 360 108 420 100 470L118 470C130 420 140 360 126 296Z', '#000', 0.3),
    ) +
    pen.part(cuff, darker(look.main, 0.35))
  return [
    half(),
    mirror(half()),
    pen.body('M214 132C206 84 240 44 300 42C360 44 394 84 386 132C352 156 248 156 214 132Z', look.main, {
      depth: 30,
    }),
    pen.part(
      'M238 132C230 92 258 66 300 64C342 66 370 92 362 132C336 150 264 150 238 132Z',
      darker(look.main, 0.62),
    ),
    pen.body(body, look.main, { depth: 44 }),
    pen.inside(
      body,
      pen.part('M130 100H470V214C420 196 360 214 300 234C240 214 180 196 130 214Z', yoke) +
        pen.seam('M140 214C190 200 246 220 300 240C354 220 410 200 460 214', look.main) +
        pen.glow('M190 260C206 340 196 430 186 500L204 500C218 430 222 340 204 256Z', '#000', 0.3) +
        pen.glow('M392 270C382 350 396 430 408 500L424 500C410 430 402 350 410 266Z', '#000', 0.26) +
        pen.glow('M250 300C260 380 252 440 246 500L264 500C272 440 278 380 266 296Z', '#fff', 0.2) +
        pen.line(
          `M140 ${length - 22}C220 ${length - 8} 380 ${length - 8} 460 ${length - 22}`,
          darker(look.main, 0.5),
          { width: 2.4, opacity: 0.6 },
        ),
    ),
    pen.part('M288 142h24v374h-24z', darker(look.main, 0.14)),
    zip(140, 512, look.style === 1 ? look.main : look.accent, pen),
    pocketZip(222, 356, look.accent, pen),
    mirror(pocketZip(222, 356, look.accent, pen)),
    pen.line('M258 140c-6 26 -4 44 2 60M342 140c6 26 4 44 -2 60', '#ece7dc', { width: 3.5 }),
    look.style === 2 ? pen.part('M344 250h70v16h-70z', look.accent) : '',
  ].join('')
}

/** Down jacket: horizontal baffles that puff between their seams. */
export function puffer(look: Look, pen: Pen): string {
  const rows = 8 + Math.round(look.build * 2)
  const baffles = (from: number, to: number, left: number, right: number, slope: number) =>
    Array.from({ length: rows }, (_, row) => {
      const height = (to - from) / rows
      const y = round(from + row * height)
      const bulge = (edge: number) => round(y + edge * height)
      return (
        pen.glow(
          `M${left} ${bulge(0.72)}C${left + 90} ${bulge(0.86) + slope} ${right - 90} ${bulge(0.86) + slope} ${right} ${bulge(0.72)}V${bulge(1)}H${left}Z`,
          '#000',
          0.42,
        ) +
        pen.glow(
          `M${left} ${bulge(0.2)}C${left + 90} ${bulge(0.3) + slope} ${right - 90} ${bulge(0.3) + slope} ${right} ${bulge(0.2)}V${bulge(0.42)}H${left}Z`,
          '#fff',
          0.32,
        ) +
        pen.line(
          `M${left} ${y}C${left + 90} ${y + 10 + slope} ${right - 90} ${y + 10 + slope} ${right} ${y}`,
          darker(look.main, 0.65),
          { width: 2.4, opacity: 0.7 },
        )
      )
    }).join('')
  const contrast = look.style === 1 ? pen.flat('M100 100H500V240H100Z', look.accent, 1) : ''
  const half = () =>
    pen.body(sleeve, look.main) +
    pen.inside(sleeve, contrast + baffles(150, 484, 60, 200, -14)) +
    pen.part(cuff, darker(look.main, 0.4))
  const collar =
    'M232 126C226 96 234 72 246 62C280 50 320 50 354 62C366 72 374 96 368 126C340 146 260 146 232 126Z'
  return [
    half(),
    mirror(half()),
    look.style === 2
      ? pen.body('M206 140C190 84 228 34 300 32C372 34 410 84 394 140C350 164 250 164 206 140Z', look.main)
      : '',
    pen.body(body, look.main, { depth: 40 }),
    pen.inside(body, contrast + baffles(140, 516, 140, 460, 0)),
    pen.body(collar, look.main, { depth: 22 }),
    pen.part(
      'M252 72C282 62 318 62 348 72C340 96 320 110 300 112C280 110 260 96 252 72Z',
      darker(look.main, 0.6),
    ),
    pen.line('M238 100C270 116 330 116 362 100', darker(look.main, 0.6), { width: 2.2, opacity: 0.6 }),
    zip(112, 512, look.accent, pen),
    pocketZip(220, 372, look.accent, pen),
    mirror(pocketZip(220, 372, look.accent, pen)),
    pen.part('M350 214h44v20h-44z', look.style === 1 ? look.main : look.accent),
  ].join('')
}

/** Fleece: curly pile, patch pocket, bound edges. */
export function fleece(look: Look, pen: Pen): string {
  const curls = Array.from({ length: 520 }, (_, index) => {
    const x = 70 + ((index * 83) % 462)
    const y = 116 + ((index * 61 + (index % 7) * 9) % 400)
    return `M${x} ${y}q4 -6 8 0q-2 5 -6 3`
  })
  const pile =
    pen.line(curls.filter((_, index) => index % 2).join(''), darker(look.main, 0.45), {
      width: 1.8,
      opacity: 0.34,
    }) +
    pen.line(curls.filter((_, index) => !(index % 2)).join(''), lighter(look.main, 0.5), {
      width: 1.8,
      opacity: 0.42,
    })
  const half = () =>
    pen.body(sleeve, look.main, { depth: 40 }) + pen.inside(sleeve, pile) + pen.part(cuff, look.accent)
  const collar =
    'M230 128C222 94 232 72 244 62C280 52 320 52 356 62C368 72 378 94 370 128C340 148 260 148 230 128Z'
  return [
    half(),
    mirror(half()),
    pen.body(body, look.main, { depth: 48 }),
    pen.inside(body, pile),
    pen.part('M148 494C200 508 400 508 452 494L453 514C400 528 200 528 147 514Z', look.accent),
    pen.body(collar, look.main, { depth: 20 }),
    pen.inside(collar, pile),
    pen.part(
      'M252 70C284 62 316 62 348 70C340 96 318 112 300 114C282 112 260 96 252 70Z',
      darker(look.main, 0.55),
    ),
    look.style === 1
      ? pen.part('M292 112h16v150h-16z', look.accent) +
        pen.line('M300 114v142', lighter(look.accent, 0.5), { width: 3, dash: '3 4' })
      : zip(112, 508, look.accent, pen),
    pen.part('M338 206h74v72c0 6 -4 10 -10 10h-54c-6 0 -10 -4 -10 -10z', look.accent) +
      pen.seam('M344 226h62', look.accent) +
      pen.part('M362 218h26v14h-26z', darker(look.accent, 0.3)),
    look.style === 2
      ? pocketZip(220, 380, look.accent, pen) + mirror(pocketZip(220, 380, look.accent, pen))
      : '',
  ].join('')
}
