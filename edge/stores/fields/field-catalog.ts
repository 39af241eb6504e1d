import { DurableObject } from 'cloudflare:workers'
import { type FieldChanges, type PersonMark, withoutPerson } from '../../../shared/fields/field-change.ts'
import { examplesOf, type FieldRecord, seenIn } from '../../../shared/fields/field-record.ts'
import { inferredType, typesOf } from '../../../shared/fields/infer-type.ts'
import { isPersonalName } from '../../../shared/fields/personal.ts'
import { settingOf } from '../../../shared/fields/setting-of.ts'
import type { Env } from '../../env.ts'
import { DueTimes } from '../../lib/due-times.ts'
import { logLine } from '../../lib/log.ts'
import { assertOwn } from '../../lib/own-name.ts'
import { personMark } from '../../lib/person-mark.ts'
import { scrub } from '../../lib/scrub.ts'
import { liveSetup } from '../config/config-store.ts'
import { Catalogue, MOST_FIELDS } from './catalogue.ts'
import type { CatalogField, FieldDelivery, FieldListing, FieldReceipt } from './contract.ts'
import { FieldStorage } from './storage.ts'
import { valueDigests } from './value-digests.ts'

/** Erasures of a while leave the file together. */
const SCRUB_AFTER_MS = 1000
/** Longer than a delivery is on its way. */
const REFUSAL_MS = 86_400_000

/** A shop's fields as its events bring them: what is there to be named and classified. See schema.md. */
export class FieldCatalog extends DurableObject<Env> {
  readonly #storage: FieldStorage
  readonly #catalogue: Catalogue
  readonly #due: DueTimes<'scrub'>
  readonly #forgotten: Set<PersonMark>

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new FieldStorage(state.storage.sql)
    this.#catalogue = new Catalogue(this.#storage)
    this.#due = new DueTimes(state.storage)
    this.#forgotten = new Set(this.#storage.forgotten())
  }

  /** Takes what is new of a shard's batches. The mark moves in the same transaction, so a repeated delivery adds nothing. */
  async apply({ shop, shard, batches }: FieldDelivery): Promise<FieldReceipt> {
    assertOwn(this.ctx.id, shop)
    const setup = await liveSetup(this.env, shop, (work) => this.ctx.waitUntil(work))
    const settings = setup?.fields ?? {}
    const digests = await valueDigests(this.env, shop, batches)
    // Nothing is awaited from here on: what a batch says of somebody who was erased meanwhile is left out.
    const mark = this.#storage.markOf(shard)
    const fresh = batches.filter(({ sequence }) => sequence > mark)
    const upTo = fresh.at(-1)?.sequence ?? mark
    if (fresh.length === 0) return { upTo }
    this.#write(() => {
      this.#catalogue.add(
        fresh.map(({ changes }) => this.#withoutForgotten(changes)),
        {
          digest: (text) => digests.get(text)!,
          isPersonal: (path) => settingOf(path, settings)?.setting.personal === true,
          isClassified: (path) => settingOf(path, settings) !== undefined,
        },
      )
      this.#storage.setMark(shard, upTo)
    })
    return { upTo }
  }

  list(shop: string): FieldListing {
    assertOwn(this.ctx.id, shop)
    const totals = new Map(this.#catalogue.events().map(({ name, count }) => [name, count]))
    return {
      fields: this.#catalogue
        .fields()
        .map((field) => told(field, totals))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
      events: [...totals.values()].reduce((sum, count) => sum + count, 0),
      overflow: this.#storage.overflow(),
      limit: MOST_FIELDS,
    }
  }

  /** Takes a person out, and with them what only they had: in memory, in the rows, and soon in the free pages too. */
  forget(shop: string, profile: string, now: number): void {
    assertOwn(this.ctx.id, shop)
    const person = personMark(profile)
    this.#write(() => {
      this.#storage.noteForgotten(person, now, now - REFUSAL_MS)
      if (this.#catalogue.forget(person)) this.#due.schedule('scrub', now + SCRUB_AFTER_MS)
    })
    this.#forgotten.add(person)
  }

  /** Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    await this.#due.run(
      {
        scrub: async () => {
          this.ctx.storage.transactionSync(() => scrub(this.ctx.storage.sql, ['field', 'event']))
          return null
        },
      },
      (task, error) => logLine('warn', { at: `fields.${task}`, object: this.ctx.id.name, error }),
    )
  }

  #withoutForgotten(changes: FieldChanges): FieldChanges {
    const people = new Set(
      changes.fields.flatMap((field) => [...field.people, ...field.values.flatMap(([, of]) => of)]),
    )
    for (const { people: named } of Object.values(changes.events)) for (const mark of named) people.add(mark)
    const gone = [...people].filter((mark) => this.#forgotten.has(mark))
    return gone.reduce(withoutPerson, changes)
  }

  #write(work: () => void): void {
    try {
      this.ctx.storage.transactionSync(work)
    } catch (error) {
      // What is in memory may be ahead of what was rolled back: a fresh object reads the truth.
      this.ctx.abort('a change of the field catalogue failed and was rolled back')
      throw error
    }
  }
}

function told(field: FieldRecord, totals: ReadonlyMap<string, number>): CatalogField {
  const names = Object.keys(field.events)
  const seen = seenIn(field)
  const of = names.reduce((sum, name) => sum + (totals.get(name) ?? field.events[name]!), 0)
  return {
    path: field.path,
    type: inferredType(field.types),
    types: typesOf(field.types),
    seen,
    share: of > 0 ? Math.min(1, seen / of) : 0,
    events: field.events,
    examples: examplesOf(field),
    looksPersonal:
      isPersonalName(field.path) || typesOf(field.types).some((type) => type === 'email' || type === 'phone'),
    firstSeenAt: field.firstAt,
    lastSeenAt: field.lastAt,
  }
}
