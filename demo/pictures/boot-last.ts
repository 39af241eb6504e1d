import { along } from './look.ts'
import type { Pen } from './pen.ts'
import { darker } from './tone.ts'

/** Toe to the left; the ground is y = 470. All boots stand on this last, so a shelf of them lines up. */
export function upper(top: number, front: number, back: number): string {
  return `M92 428C84 384 104 352 152 340C200 329 236 312 258 280C278 250 ${front - 8} ${top + 92} ${front} ${top}C${front + 46} ${top + 16} ${back - 44} ${top + 14} ${back} ${top - 8}C${back + 8} ${top + 60} ${back - 8} ${top + 110} ${back} ${top + 160}C${back + 8} 360 474 388 470 428Z`
}

export const sole = 'M86 420C80 446 90 466 124 468L468 470C484 470 486 444 478 420C350 430 190 432 86 420Z'

/** The tread under a boot's sole. */
export function lugs(colour: string, pen: Pen): string {
  return along([122, 470], [452, 472], 12)
    .map(([x, y]) => pen.flat(`M${x - 11} ${y - 6}h22l-3 15h-16z`, darker(colour, 0.35)))
    .join('')
}

/** Eyelets at `rows`, each with a lace that reaches that far to the left. */
export function laces(rows: [number, number][], reach: number, colour: string, pen: Pen): string {
  return rows
    .map(([x, y]) => {
      const lace = `M${x} ${y}C${x - reach * 0.4} ${y - 2} ${x - reach * 0.8} ${y - 8} ${x - reach} ${y - 15}`
      return (
        `<circle cx="${x + 2}" cy="${y}" r="6.5" fill="#3a3532" opacity=".65"/><circle cx="${x + 2}" cy="${y}" r="4.6" fill="#d9cdb8"/>` +
        pen.line(lace, darker(colour, 0.45), { width: 9, opacity: 0.5 }) +
        pen.line(lace, colour, { width: 6.5 })
      )
    })
    .join('')
}
