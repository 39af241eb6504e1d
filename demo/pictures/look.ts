/** Everything a drawing needs to know of one product in one colour. */
export interface Look {
  /** `#rrggbb` of the chosen colour. */
  main: string
  /** Trim, laces, lining. */
  accent: string
  sole: string
  /** Which of the drawing's details this model has: 0, 1 or 2. */
  style: number
  /** Height, thickness or width of the model within its kind, 0–1. */
  build: number
}

/** Left to right points of a straight run, ends included. */
export function along(from: [number, number], to: [number, number], count: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => {
    const share = count === 1 ? 0 : index / (count - 1)
    return [round(from[0] + (to[0] - from[0]) * share), round(from[1] + (to[1] - from[1]) * share)]
  })
}

/** To a tenth: finer steps cannot be seen and only lengthen the file. */
export const round = (value: number) => Math.round(value * 10) / 10
