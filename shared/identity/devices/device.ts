/** What a device shows of itself over some weeks, without anything that names the person. Plain JSON. */
export interface DeviceTrace {
  /** The profile that its browser has. */
  id: string
  /** Pseudonym of a network → the hours (epoch, UTC) at which the device was seen there, ascending. */
  networks: Readonly<Record<string, readonly number[]>>
  /** As the browser says it, such as `it-IT`. */
  language?: string
  screen?: Screen
  /** Product → the hour (epoch) at which it was last looked at. */
  products: Readonly<Record<string, number>>
  /** Share of interest by category, 0–1. */
  categories: Readonly<Record<string, number>>
}

/** Class of screen: what people have one of. */
export type Screen = 'phone' | 'tablet' | 'desktop'
