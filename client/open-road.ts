import { type Choice, purposeStates } from './consent/choice.ts'
import { type Consent, createConsent } from './consent/consent.ts'
import { emit } from './lib/emit.ts'
import { messageId } from './lib/message-id.ts'
import { pageStorage } from './lib/storage.ts'
import type { PageSettings } from './read-settings.ts'
import { lazyOutbox } from './send/lazy-outbox.ts'
import { verdictOf } from './send/retry-policy.ts'
import { createSender, type Sender } from './send/sender.ts'
import { createTransport } from './send/transport.ts'

/** What the page sends through, and under which consent. */
export interface Road {
  consent: Consent
  sender: Sender
  /** Drops what this browser calls itself; the edge's next answer says who it is. */
  startAnew(): void
}

/** Joins consent, storage and sending: nothing is kept or leaves with an id unless consent stands at that moment. */
export function openRoad(settings: PageSettings, gpc: boolean): Road {
  const { shop, key, endpoint } = settings
  const now = Date.now
  const storage = pageStorage(shop)
  const outbox = lazyOutbox(endpoint, `vicino:${shop}`, messageId(now()))
  const transport = createTransport(endpoint)
  // The edge's cookie is not this site's: an id of our own stands in for it, and is only a claim.
  const isForeign = new URL(endpoint).host !== location.host

  const consent = createConsent({
    storage,
    version: settings.consent.version,
    now,
    gpc,
    onChange,
    onLapse: () => {
      storage.remove('id')
      outbox.clear()
    },
  })
  const sender = createSender({
    transport,
    outbox,
    now,
    random: Math.random,
    later: setTimeout,
    sending: {
      isIdentified: consent.isIdentified,
      isKnown: () => !!consent.choice?.isKnown,
      markKnown: () => consent.note('isKnown', true),
      envelope,
    },
  })

  function envelope(): object {
    const isIdentified = consent.isIdentified()
    return {
      writeKey: key,
      sentAt: new Date(now()).toISOString(),
      ...(isIdentified && { consent: consent.statement() }),
      ...(isIdentified && isForeign && { anonymousId: claimedId() }),
    }
  }

  function claimedId(): string {
    const id = storage.get('id') ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
    storage.set('id', id)
    return id
  }

  function onChange(after: Choice | null, before: Choice | null, isHere: boolean): void {
    if (before?.analytics && !after?.analytics) {
      const anonymousId = storage.get('id')
      storage.remove('id')
      sender.clear()
      if (isHere) {
        consent.note('withdrawal', anonymousId ? { anonymousId } : {})
        withdraw()
      }
    } else if (after?.analytics && isHere) sender.speak()
    emit('consent:change', purposeStates(after))
  }

  /** Tells the edge, with the cookie that it shall clear. Until it has heard, the next page says it again. */
  async function withdraw(): Promise<void> {
    const body = {
      writeKey: key,
      sentAt: new Date(now()).toISOString(),
      consent: consent.statement(),
      ...consent.choice?.withdrawal,
    }
    const { status } = await transport(body, true)
    if (verdictOf(status) !== 'retry') consent.note('withdrawal', undefined)
  }

  if (consent.choice?.withdrawal) withdraw()
  addEventListener('storage', (event) => {
    if (event.key === `vicino:${shop}:consent`) consent.reload()
  })
  // `pagehide` reaches window only; hiding may be the last a mobile page hears.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') sender.flush(true)
  })
  addEventListener('pagehide', () => {
    sender.flush(true)
    outbox.rest()
  })

  return {
    consent,
    sender,
    startAnew() {
      storage.remove('id')
      consent.note('isKnown', undefined)
    },
  }
}
