/** Every code a check can give, for ever: a code is never used again for something else. C1 errors, C2 not yet, C3 warnings. */
const CODES = {
  C100: 'The text is not JSON. Comments and trailing commas are fine; every key and every text needs double quotes, and entries are separated by commas.',
  C101: 'A key is written twice in the same object. Only the last one would count, so one of them is surely a mistake: rename or remove it.',
  C102: 'This key is not part of the language at this place, or it is misspelt. docs/config.md lists the keys of every block.',
  C103: 'The value is of the wrong kind, or out of range. The message says what is expected here.',
  C104: 'No event of this name has arrived, and a known event has nearly the same name. Events are named as in docs/events.md; a new event of your own needs a name that is not a near miss of a known one.',
  C105: 'The name is used here but nothing of that name is defined in the file: a segment, placement, recommendation, content or campaign.',
  C106: 'A condition is an object with exactly one head key: all, any, none, did, didNot, inOrder, about, inSegment, notInSegment or consent. Every other key qualifies that head.',
  C107: 'A key that has to be there is missing.',
  C108: 'Nothing known about a person has this name, and a known name is nearly the same. Traits are named as the shop sends them; computed values are listed in docs/config.md.',
  C109: 'Names of segments, placements, campaigns and the like are used in reports, addresses and stored data: up to 64 letters, digits, - or _.',
  C110: 'A date is written 2026-11-20, or 2026-12-08T23:59 with a time; without an offset it is in the time zone of the shop. An end lies after its beginning.',
  C111: 'Segments refer to each other in a circle, so none of them can be worked out first. Put the shared part in a segment of its own.',
  C112: 'A duration is a whole number and a unit without a space: 30m, 24h, 14d, 8w, 6mo (30 days each) or 1y (365 days).',
  C113: 'Conditions may be nested 10 levels deep. Give the inner part a name as a segment and refer to it with inSegment.',
  C114: 'One segment or campaign may have 500 conditions. Lists of values belong in one oneOf.',
  C115: 'The condition looks further back than behaviour is kept, so its answer would be wrong. Shorten the window or lengthen keep.',
  C116: 'The file is too large, or nested too deeply to be read.',
  C117: 'The condition says nothing or contradicts itself: it needs an operator, and its bounds must leave something between them.',
  C118: 'The types of identifiers contradict themselves or would join strangers. The message says which part; docs/identity.md tells what each type means.',
  C119: 'A key that login proofs are checked with cannot be used: it has its secret half in it, or shares its id with another. Public keys are written as in a JWK Set.',
  C120: 'A field has the name of something that is computed, so a rule could not tell which is meant. Its meaning has to be another.',
  C121: 'Fields of one meaning are one: they need the same type, case, purpose and keep.',
  C200: 'The language has this, but this version cannot do it yet. It is refused rather than ignored, so that nothing you publish is silently left out.',
  C301: 'Nothing refers to this segment. That is fine if it is only counted or exported.',
  C302: 'The campaign is over: its end lies in the past.',
  C303: 'The campaign names a placement that does not show campaigns, so it never appears there.',
  C304: 'The placement shows campaigns, no campaign names it, and it has no "otherwise": it stays empty.',
  C305: 'A text is missing in a language of the shop. Shoppers of that language see the first one that is there.',
  C306: 'Only the first variant is shown: this version cannot share out shoppers among variants yet.',
  C307: 'No event of this name has arrived so far. If it is one of your own, the condition matches once it is sent.',
  C308: 'Nothing known about a person has this name so far. If it is a trait of your own, the condition matches once it is sent.',
} as const satisfies Record<string, string>

export type Code = keyof typeof CODES

export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text)
}

/** What a code means and what to do about it; undefined for a code that does not exist. */
export function explain(code: string): string | undefined {
  return isCode(code) ? CODES[code] : undefined
}

/** Warnings do not stop a config from being published. */
export function severityOf(code: Code): 'error' | 'warning' {
  return code.startsWith('C3') ? 'warning' : 'error'
}
