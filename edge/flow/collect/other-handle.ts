import type { Handle } from '../../lib/handle.ts'
import type { LoggedIn } from './log-in.ts'

/** The same business under another handle. */
export function withHandle(
  { person: { hint: _hint, ...person }, events, consent, ...rest }: LoggedIn,
  handle: Handle,
): LoggedIn {
  return {
    ...rest,
    person: { ...person, ...handle, isNew: true },
    events: events.map((event) => ({ ...event, source: handle.source })),
    ...(consent && { consent: { ...consent, source: handle.source } }),
  }
}
