/** How words stand out; each function leaves the text as it is where there are no colours. */
export interface Paint {
  error(text: string): string
  warning(text: string): string
  good(text: string): string
  bold(text: string): string
  dim(text: string): string
}

const same = (text: string) => text

export const plainPaint: Paint = { error: same, warning: same, good: same, bold: same, dim: same }

const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`

export const colourPaint: Paint = {
  error: ansi(31),
  warning: ansi(33),
  good: ansi(32),
  bold: ansi(1),
  dim: ansi(36),
}
