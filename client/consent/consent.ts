import type { ConsentRecord, ConsentStatement } from '../../shared/schema/consent.ts'
import { messageId } from '../lib/message-id.ts'
import type { Storage } from '../lib/storage.ts'
import { type Answer, type Choice, makeChoice, readChoice, statementOf } from './choice.ts'

/** How a choice was made; becomes part of its record. */
export type ChoiceProof = Pick<ConsentRecord, 'source' | 'language' | 'textHash'>

/** What the person agreed to, and the ways to change it. */
export interface Consent {
  /** Null until the person has chosen. */
  readonly choice: Choice | null
  /** Whether anything that belongs to a person may be stored or sent. */
  isIdentified(): boolean
  /** What every identified request states. */
  statement(): ConsentStatement | undefined
  choose(answer: Partial<Answer>, proof: ChoiceProof): void
  /** Keeps a note beside the choice (`isKnown`, `withdrawal`); undefined takes it away. */
  note<Key extends 'isKnown' | 'withdrawal'>(key: Key, value: Choice[Key] | undefined): void
  /** Reads the choice again: another tab, or a page back from the cache. */
  reload(): void
}

interface ConsentOptions {
  storage: Storage
  version: string
  now(): number
  /** Global Privacy Control is on. */
  gpc: boolean
  /** `isHere`: chosen on this page, not in another tab. */
  onChange(after: Choice | null, before: Choice | null, isHere: boolean): void
  /** A choice lapsed (half a year, new version): what rested on it has to go. */
  onLapse(): void
}

/** The one place that knows what the person agreed to. Reads storage, and writes it only once a choice is made. */
export function createConsent({ storage, version, now, gpc, onChange, onLapse }: ConsentOptions): Consent {
  let choice = load()

  function load(): Choice | null {
    const text = storage.get('consent')
    const kept = readChoice(text, { now: now(), version })
    if (text && !kept) {
      storage.remove('consent')
      onLapse()
    }
    return kept
  }

  function save(): void {
    if (choice) storage.set('consent', JSON.stringify(choice))
  }

  function become(after: Choice | null, isHere: boolean): void {
    const before = choice
    choice = after
    if (after?.record.id !== before?.record.id) onChange(after, before, isHere)
  }

  return {
    get choice() {
      return choice
    },
    isIdentified: () => !!choice?.analytics,
    statement: () => (choice ? statementOf(choice, gpc) : undefined),
    choose(answer, proof) {
      const at = now()
      const record = {
        id: messageId(at),
        at: new Date(at).toISOString(),
        version,
        ...proof,
        ...(gpc && { gpc }),
      }
      const after = makeChoice(choice, answer, record)
      // Kept before anyone is told: a listener that fails or leaves the page must not undo the choice.
      storage.set('consent', JSON.stringify(after))
      become(after, true)
    },
    note(key, value) {
      // Another tab may have chosen meanwhile, and its message may not have come yet: the newer word stands.
      const kept = load() ?? choice
      if (!choice || kept?.record.id !== choice.record.id) return become(kept, false)
      const { [key]: _, ...rest } = kept
      choice = value === undefined ? (rest as Choice) : { ...kept, [key]: value }
      save()
    },
    reload: () => become(load(), false),
  }
}
