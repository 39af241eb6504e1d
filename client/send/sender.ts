import type { DecideReply, PageContext } from '../../shared/schema/decide.ts'
import { report } from '../lib/guard.ts'
import { type Ask, takeAsk } from './ask.ts'
import type { LazyOutbox } from './lazy-outbox.ts'
import { MAX_EVENT_BYTES, type OutgoingEvent, type Parcel, type Receipt, takeBatch } from './parcel.ts'
import { isUnknownHere, retryDelayMs, verdictOf } from './retry-policy.ts'
import type { Answer, Transport } from './transport.ts'

/** What the sender asks of consent and identity at the moment a request leaves. */
export interface Sending {
  isIdentified(): boolean
  /** The browser holds a handle: a request under this consent has been answered before. */
  isKnown(): boolean
  markKnown(): void
  /** Key, time, consent and claim: the part of the body that every request has. */
  envelope(): object
}

export interface SenderOptions {
  sending: Sending
  transport: Transport
  outbox: LazyOutbox
  now(): number
  random(): number
  later(work: () => void, ms: number): void
}

export interface Sender {
  /** Queues an event; it leaves in this very task's microtasks. Settles after the first attempt. */
  post(event: OutgoingEvent, proof?: string): Promise<Receipt>
  /** Asks what a placement shows; null if no answer came. Travels with the events of the same task. */
  ask(placement: string, page: PageContext): Promise<DecideReply | null>
  /** States a new choice even if there is nothing else to say. */
  speak(): void
  /** Takes up what earlier pages could not deliver. */
  recover(): Promise<void>
  /** Sends what waits. Leaving: at once, whatever the retry clock says. */
  flush(isLeaving?: boolean): void
  /** Forgets everything unsent, in memory and in the outbox. */
  clear(): void
}

const RECOVERY_MS = 4000

/**
 * The road from page to edge. Events leave at once and are kept until acknowledged; a failure puts them back in
 * order and waits. Until the first answer under a new consent only one request is under way: the edge derives the
 * visitor from its first message id, so a retry must begin with the same event, and so must what a page that is left
 * sends beside it. If that request has no event, the rest stays in the outbox for the next page.
 */
export function createSender({ sending, transport, outbox, now, random, later }: SenderOptions): Sender {
  let queue: Parcel[] = []
  const asks: Ask[] = []
  const settlers = new Map<string, (receipt: Receipt) => void>()
  let isScheduled = false
  let mustSpeak = false
  let isHeld = false
  /** The first event of the request that holds the others up. */
  let lead: Parcel | undefined
  let retryAt = 0
  let failures = 0
  let epoch = 0

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      flush()
    })
  }

  function flush(isLeaving = false): void {
    const isIdentified = sending.isIdentified()
    while (queue.length || asks.length || mustSpeak) {
      if (isHeld && !(isLeaving && lead && (!queue[0] || queue[0].proof === lead.proof))) break
      // Before the first answer a question takes the waiting events along, or the edge would meet two strangers.
      const isDue = isLeaving || now() >= retryAt || (asks.length > 0 && !sending.isKnown())
      const parcels = isIdentified && isDue ? takeBatch(queue) : []
      const ask = isLeaving ? null : takeAsk(asks)
      if (!parcels.length && !ask && !(mustSpeak && isDue && isIdentified)) break
      transmit(parcels, ask, isIdentified)
    }
    if (now() < retryAt) settle(queue, 'kept')
  }

  async function transmit(parcels: Parcel[], ask: Ask | null, isIdentified: boolean): Promise<void> {
    const startedIn = epoch
    const spoke = isIdentified && mustSpeak
    const isFirst = isIdentified && !isHeld && !sending.isKnown()
    const ahead = isHeld && lead ? [lead] : []
    if (isFirst) [isHeld, lead] = [true, parcels[0]]
    if (spoke) mustSpeak = false
    const sent = [...ahead, ...parcels]
    const events = sent.map((parcel) => parcel.event)
    const proof = sent[0]?.proof
    const body = {
      ...sending.envelope(),
      ...(ask && { page: ask.page, placements: ask.placements }),
      ...(events.length && { events }),
      // A proof is for one user, who is named beside it; all parcels of a request carry the same one.
      ...(proof && { proof, userId: events[0]!.userId }),
    }
    const answer = await transport(body, isIdentified)
    const verdict = verdictOf(answer.status)
    if (startedIn === epoch) {
      if (isFirst) isHeld = false
      if (isIdentified && verdict === 'retry') putBack(parcels, spoke, answer)
      else if (isIdentified) confirm(parcels, verdict === 'taken')
    }
    if (verdict === 'drop' || isUnknownHere(answer.status)) report(`/v1/decide answered ${answer.status}`)
    settle(parcels, verdict === 'taken' ? 'sent' : verdict === 'retry' ? 'kept' : 'dropped')
    ask?.resolve(answer.reply)
    if (queue.length || asks.length) schedule()
  }

  function putBack(parcels: Parcel[], spoke: boolean, answer: Answer): void {
    queue = [...parcels, ...queue].sort((a, b) => (a.id < b.id ? -1 : 1))
    mustSpeak ||= spoke
    failures++
    const slowMs = isUnknownHere(answer.status) ? 60_000 * failures : 0
    const delay = retryDelayMs(failures, random(), Math.max(slowMs, answer.retryAfterMs))
    const due = now() + delay
    retryAt = due
    // The timer is the clock: browsers may fire it a little before `due`. A later failure outranks it.
    later(() => {
      if (retryAt !== due) return
      retryAt = 0
      flush()
    }, delay)
  }

  function confirm(parcels: Parcel[], isTaken: boolean): void {
    outbox.remove(parcels.map((parcel) => parcel.id))
    if (!isTaken) return
    failures = 0
    retryAt = 0
    if (!sending.isKnown()) sending.markKnown()
  }

  function settle(parcels: Parcel[], receipt: Receipt): void {
    for (const { id } of parcels) {
      settlers.get(id)?.(receipt)
      settlers.delete(id)
    }
  }

  return {
    async post(event, proof) {
      if (!sending.isIdentified()) return 'withheld'
      const bytes = new TextEncoder().encode(JSON.stringify(event)).length
      if (bytes > MAX_EVENT_BYTES) {
        report(`Event ${event.event ?? event.type} is ${bytes} bytes; the most is ${MAX_EVENT_BYTES}`)
        return 'dropped'
      }
      const parcel: Parcel = { id: event.messageId, at: now(), bytes, event, ...(proof && { proof }) }
      queue.push(parcel)
      outbox.put(parcel)
      schedule()
      return new Promise((resolve) => settlers.set(parcel.id, resolve))
    },
    ask(placement, page) {
      return new Promise((resolve) => {
        asks.push({ placements: [placement], page, resolve })
        schedule()
      })
    },
    speak() {
      mustSpeak = true
      schedule()
    },
    async recover() {
      const isKnown = sending.isKnown()
      // Unknown yet: what an earlier page sent first has to go first again.
      if (!isKnown) isHeld = true
      const startedIn = epoch
      // A database that does not open must not hold the page's own events.
      const none = new Promise<Parcel[]>((resolve) => later(() => resolve([]), 500))
      const found = await Promise.race([outbox.recover(), none])
      if (startedIn !== epoch) return
      if (!isKnown) isHeld = false
      queue = [...found, ...queue]
      // Known: most of these arrived while their page was closing, so they wait for company rather than cost a request.
      if (isKnown && found.length) later(flush, RECOVERY_MS)
      else schedule()
    },
    flush,
    clear() {
      epoch++
      settle(queue, 'dropped')
      queue = []
      mustSpeak = false
      isHeld = false
      retryAt = 0
      failures = 0
      outbox.clear()
    },
  }
}
