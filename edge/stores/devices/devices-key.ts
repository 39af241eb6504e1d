export const DEVICES = 'devices/'

/** The sign that a shop's devices are seen; the text says where its objects live. */
export function devicesKey(shop: string): string {
  return `${DEVICES}${shop}`
}
