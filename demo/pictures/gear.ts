import { along, type Look, round } from './look.ts'
import type { Pen } from './pen.ts'
import { brightness, darker, lighter } from './tone.ts'

/** Coiled leather belt with a brass buckle. */
export function belt(look: Look, pen: Pen): string {
  const coil =
    'M300 190C440 184 486 268 446 350C404 424 230 428 176 352C132 280 184 206 292 212C392 218 424 280 388 330C350 376 262 374 232 328C210 288 244 254 300 256'
  return [
    pen.line(coil, darker(look.main, 0.6), { width: 45 }),
    pen.line(coil, look.main, { width: 40 }),
    pen.line(coil, lighter(look.main, 0.3), { width: 14, opacity: 0.35 }),
    pen.line(coil, lighter(look.main, 0.5), { width: 1.8, dash: '6 5', opacity: 0.7 }),
    pen.line('M300 190C240 192 170 200 116 232', darker(look.main, 0.6), { width: 45 }),
    pen.line('M300 190C240 192 170 200 116 232', look.main, { width: 40 }),
    along([210, 203], [150, 219], 4)
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4.5" fill="${darker(look.main, 0.8)}"/>`)
      .join(''),
    `<g transform="rotate(-20 110 236)"><rect x="64" y="196" width="86" height="80" rx="${look.style === 1 ? 34 : 10}" fill="none" stroke="#6f5526" stroke-width="17"/><rect x="64" y="196" width="86" height="80" rx="${look.style === 1 ? 34 : 10}" fill="none" stroke="${look.style === 2 ? '#b9bdc0' : '#cfa856'}" stroke-width="13"/><path d="M62 222l80 12" stroke="#e7cf97" stroke-width="9" stroke-linecap="round"/></g>`,
  ].join('')
}

/** Steel bottle with a screw cap and a carrying loop. */
export function bottle(look: Look, pen: Pen): string {
  const width = round(74 + look.build * 16)
  const flask = `M${300 - width} 250C${300 - width} 216 ${272} 206 268 182L332 182C328 206 ${300 + width} 216 ${300 + width} 250L${300 + width} 490C${300 + width} 512 ${280 + width} 520 ${266 + width} 520L${334 - width} 520C${320 - width} 520 ${300 - width} 512 ${300 - width} 490Z`
  return [
    pen.line('M274 126C268 70 332 70 326 126', darker(look.accent, 0.3), { width: 12 }),
    pen.body(
      'M262 116H338V172C338 180 330 184 322 184H278C270 184 262 180 262 172Z',
      look.style === 1 ? '#b98d58' : darker(look.main, 0.45),
      { depth: 16 },
    ),
    pen.part('M268 178h64v14h-64z', '#c3c7ca'),
    pen.body(flask, look.main, { depth: 52, light: 0.1 }),
    pen.inside(
      flask,
      pen.glow(
        `M${326 - width} 240C${318 - width} 320 ${318 - width} 420 ${326 - width} 510L${350 - width} 510V240Z`,
        '#fff',
        0.6,
      ) +
        pen.glow(`M${286 + width} 250V510L${270 + width} 510V250Z`, '#fff', 0.18) +
        pen.part(`M200 496H400V530H200Z`, '#b9bdc0') +
        (look.style === 2 ? pen.flat('M180 300h240v26h-240zM180 336h240v10h-240z', look.accent) : ''),
    ),
    look.style === 2
      ? ''
      : pen.line(
          'M270 400l24 -42l14 20l10 -14l26 36z',
          brightness(look.main) > 0.6 ? darker(look.main, 0.6) : '#f3eee2',
          { width: 4.5, opacity: 0.9 },
        ),
  ].join('')
}

/** Leather care: a tin of wax with a brush, or a bottle of cream. */
export function care(look: Look, pen: Pen): string {
  const bristles = along([322, 430], [486, 430], 42)
    .map(([x], index) =>
      pen.line(`M${x} 424l${(index % 3) - 1} ${36 + (index % 4) * 3}`, index % 2 ? '#4b3a2a' : '#7a6146', {
        width: 3,
      }),
    )
    .join('')
  const brush =
    bristles +
    pen.body('M312 396C316 372 350 366 404 366C458 366 492 372 496 396L492 430H316Z', '#b98d58', {
      depth: 20,
    }) +
    pen.line('M330 388C380 380 430 380 478 388', '#d9b684', { width: 3, opacity: 0.7 })
  const tin =
    pen.body('M104 388V446C104 486 316 486 316 446V388Z', '#b9bdc0', { depth: 20 }) +
    pen.body('M96 346V402C96 444 324 444 324 402V346Z', look.main, { depth: 20 }) +
    `<ellipse cx="210" cy="346" rx="114" ry="40" fill="${lighter(look.main, 0.12)}" stroke="${darker(look.main, 0.5)}" stroke-width="1.6"/><ellipse cx="210" cy="346" rx="96" ry="32" fill="none" stroke="${look.accent}" stroke-width="3"/>` +
    pen.line('M170 352l24 -20l14 10l12 -8l30 18z', '#f3eee2', { width: 4 }) +
    pen.line('M176 362h70', '#f3eee2', { width: 3, opacity: 0.8 })
  const flask =
    pen.body('M168 180h64v56h-64z', '#34302e', { depth: 14 }) +
    pen.body(
      'M150 236H250C276 246 288 270 288 300V448C288 464 280 472 264 472H136C120 472 112 464 112 448V300C112 270 124 246 150 236Z',
      look.main,
      { depth: 40 },
    ) +
    pen.part('M112 318h176v96h-176z', '#f3ede0') +
    pen.line('M160 372l30 -30l18 16l12 -10l24 24z', look.accent, { width: 4.5 }) +
    pen.line('M150 392h100', '#5b5148', { width: 3 })
  return (
    (look.style === 1 ? flask : tin) +
    brush +
    (look.style === 2
      ? pen.body('M372 340C372 320 400 312 440 316C480 320 486 336 480 354L372 352Z', look.accent, {
          depth: 14,
        })
      : '')
  )
}

/** A pair of trekking poles, crossed. */
export function poles(look: Look, pen: Pen): string {
  const pole =
    pen.line('M300 90V500', '#4a4d50', { width: 12 }) +
    pen.line('M297 200V500', '#c9ced2', { width: 3, opacity: 0.7 }) +
    pen.line('M300 210V330', look.main, { width: 17 }) +
    pen.line('M296 214V326', lighter(look.main, 0.5), { width: 3, opacity: 0.6 }) +
    pen.part('M289 322h22v30h-22z', '#2d2d2f') +
    pen.part('M289 420h22v26h-22z', '#2d2d2f') +
    pen.body('M284 82C280 58 322 58 318 82L314 196H288Z', look.style === 1 ? '#c79d66' : '#37363a', {
      depth: 14,
    }) +
    pen.line('M290 110h22M290 128h22M290 146h22M290 164h22', '#000', { width: 3, opacity: 0.3 }) +
    pen.line('M292 92C250 110 250 180 290 150', look.accent, { width: 9 }) +
    pen.part('M270 486h60l-8 12h-44z', look.accent) +
    pen.line('M300 498v28', '#8d9296', { width: 7 })
  return `<g transform="rotate(17 300 320)">${pole}</g><g transform="rotate(-17 300 320)">${pole}</g>`
}

/** Gift card, leaning on its envelope. */
export function giftCard(look: Look, pen: Pen): string {
  const motif = [
    pen.line('M170 300l84 -116l56 76l40 -50l100 118', '#f6f1e6', { width: 9 }) +
      `<circle cx="404" cy="176" r="22" fill="${look.accent}"/>`,
    pen.line(
      'M214 322C210 286 236 268 262 264C290 258 304 240 316 214L356 200C352 250 362 290 384 320Z',
      '#f6f1e6',
      { width: 8 },
    ) + pen.line('M206 326H392', look.accent, { width: 12 }),
    along([130, 250], [470, 250], 12)
      .map(([x], index) =>
        pen.line(
          `M${x} ${340 - (index % 3) * 18}l0 -90M${x - 22} 300l22 -34l22 34M${x - 16} 266l16 -26l16 26`,
          index % 2 ? '#f6f1e6' : look.accent,
          { width: 5, opacity: 0.85 },
        ),
      )
      .join(''),
  ]
  const card =
    'M112 132H488C502 132 510 140 510 154V386C510 400 502 408 488 408H112C98 408 90 400 90 386V154C90 140 98 132 112 132Z'
  return [
    `<g transform="rotate(-7 300 300) translate(-8 96)">${pen.body('M96 130H504V410H96Z', '#e9dfca', { depth: 14 })}${pen.line('M96 130L300 300L504 130', '#b8aa8d', { width: 3, opacity: 0.7 })}</g>`,
    `<g transform="rotate(4 300 270) translate(6 -6)">${pen.body(card, look.main, { depth: 20 })}${pen.inside(card, motif[look.style] + pen.glow('M60 100L240 100L120 440L60 440Z', '#fff', 0.16))}<text x="122" y="180" font-family="Georgia, serif" font-style="italic" font-size="31" fill="#f6f1e6">Scarpe Bianchi</text>${pen.line('M122 378h88', '#f6f1e6', { width: 4, opacity: 0.8 })}</g>`,
  ].join('')
}
