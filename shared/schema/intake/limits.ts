/** What one request may bring. The first four are Segment's published limits, so its clients already keep to them. */
export const LIMITS = {
  eventBytes: 32 * 1024,
  bodyBytes: 500 * 1024,
  events: 2500,
  /** Different people whom the events of one request with the public key may name. A browser has one. */
  people: 10,
  messageIdLength: 100,
  nameLength: 200,
  idLength: 256,
  depth: 64,
  keys: 1000,
} as const
