/** Mixes two `#rrggbb` colours; 0 gives the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((start) => {
    const a = Number.parseInt(from.slice(start, start + 2), 16)
    const b = Number.parseInt(to.slice(start, start + 2), 16)
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

/** Towards white by a share, 0–1. */
export const lighter = (colour: string, share: number) => mix(colour, '#ffffff', share)

/** Towards a warm near-black, as shade on leather looks; pure black looks like print. */
export const darker = (colour: string, share: number) => mix(colour, '#15100d', share)

/** Perceived brightness, 0–1 (Rec. 601 luma). */
export function brightness(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
  return (red! * 0.299 + green! * 0.587 + blue! * 0.114) / 255
}
