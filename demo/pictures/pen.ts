import { brightness, darker, lighter } from './tone.ts'

/** How round a body looks. */
export interface Volume {
  /** Width of the shade that runs along the inside of the outline, in units of the 600 × 600 picture. */
  depth?: number
  /** Strength of that shade, 0–1. */
  shade?: number
  /** Strength of the light from the upper left, 0–1. */
  light?: number
}

/** How a line is drawn; widths in units of the 600 × 600 picture. */
export interface Stroke {
  width?: number
  dash?: string
  opacity?: number
}

/** Draws in SVG and gathers the gradients and clips its strokes need. One pen per picture: ids are unique in it. */
export interface Pen {
  /** A rounded body: lit from the upper left, darkening towards its outline. */
  body(path: string, colour: string, volume?: Volume): string
  /** A small part that needs no volume of its own: a light gradient and a fine edge. */
  part(path: string, colour: string): string
  flat(path: string, colour: string, opacity?: number): string
  line(path: string, colour: string, stroke?: Stroke): string
  /** A seam: a dashed thread over its own shadow. */
  seam(path: string, colour: string): string
  /** Draws `content` only inside the outline. */
  inside(path: string, content: string): string
  /** A blurred shape: shadows and reflections. */
  glow(path: string, colour: string, opacity: number): string
  definitions(): string
}

/** A pen for one picture. */
export function makePen(): Pen {
  const definitions: string[] = [
    '<filter id="soft" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="9"/></filter>',
  ]
  const define = (tag: string, attributes: string, content: string) => {
    const id = `d${definitions.length}`
    definitions.push(`<${tag} id="${id}" ${attributes}>${content}</${tag}>`)
    return id
  }
  const gradient = (from: string, middle: string, to: string) =>
    define(
      'linearGradient',
      'x1=".2" y1="0" x2=".65" y2="1"',
      `<stop stop-color="${from}"/><stop offset=".5" stop-color="${middle}"/><stop offset="1" stop-color="${to}"/>`,
    )
  const pen: Pen = {
    body: (path, colour, { depth = 34, shade = 0.5, light = 0.3 } = {}) => {
      // Pale bodies drown in strong shade, dark ones swallow the light: balance both by brightness.
      const bright = brightness(colour)
      const shadeStrength = shade * (1 - bright * 0.45)
      const fill = gradient(lighter(colour, 0.16), colour, darker(colour, 0.2 - bright * 0.08))
      const volume =
        `<path d="${path}" fill="none" stroke="${darker(colour, 0.75)}" stroke-width="${depth}" opacity="${shadeStrength.toFixed(2)}" filter="url(#soft)"/>` +
        `<path d="${path}" fill="none" stroke="#fff" stroke-width="${depth * 0.45}" opacity="${(light * (0.5 + bright * 0.5)).toFixed(2)}" filter="url(#soft)" transform="translate(${depth * 0.5} ${depth * 0.55})"/>`
      return `<path d="${path}" fill="url(#${fill})"/>${pen.inside(path, volume)}<path d="${path}" fill="none" stroke="${darker(colour, 0.5)}" stroke-width="1.6" opacity=".55"/>`
    },
    part: (path, colour) => {
      const fill = gradient(lighter(colour, 0.14), colour, darker(colour, 0.22))
      return `<path d="${path}" fill="url(#${fill})" stroke="${darker(colour, 0.45)}" stroke-opacity=".6" stroke-width="1.4"/>`
    },
    flat: (path, colour, opacity = 1) => `<path d="${path}" fill="${colour}" opacity="${opacity}"/>`,
    line: (path, colour, { width = 3, dash, opacity = 1 } = {}) =>
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`,
    seam: (path, colour) =>
      pen.line(path, darker(colour, 0.55), { width: 3.2, opacity: 0.35 }) +
      pen.line(path, lighter(colour, 0.38), { width: 1.7, dash: '5 4.5', opacity: 0.85 }),
    inside: (path, content) => {
      const clip = define('clipPath', '', `<path d="${path}"/>`)
      return `<g clip-path="url(#${clip})">${content}</g>`
    },
    glow: (path, colour, opacity) =>
      `<path d="${path}" fill="${colour}" opacity="${opacity}" filter="url(#soft)"/>`,
    definitions: () => `<defs>${definitions.join('')}</defs>`,
  }
  return pen
}
