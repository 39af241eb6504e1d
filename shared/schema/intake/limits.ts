/** What one request may bring. The first four are Segment's published limits, so its clients already keep to them. */
export const LIMITS = {
  eventBytes: 32 * 1024,
  bodyBytes: 500 * 1024,
  events: 2500,
  messageIdLength: 100,
  nameLength: 200,
  idLength: 256,
  depth: 64,
  keys: 1000,
} as const
