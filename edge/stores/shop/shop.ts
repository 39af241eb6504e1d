import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'
import { sha256Hex } from '../../lib/digest.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import { newKey } from './new-key.ts'
import { type DocumentKind, type DocumentVersion, ShopStorage } from './storage.ts'

export interface NewShopKeys {
  publicKey: string
  secretKey: string
  identitySecret: string
}

/** What may be said of a shop; what is absent stays. */
export type ShopChange = Partial<Pick<ShopRecord, 'name' | 'origins' | 'jurisdiction'>>

export type PutResult =
  | { status: 'saved'; keys: NewShopKeys | null }
  /** Another jurisdiction than the shop was made in. */
  | { status: 'moved' }

export interface Publication {
  /** ETag of the version the caller has seen; null = "there is none yet". */
  expected: string | null
  text: string
  /** JSON of what the text means; what Workers read. */
  parsed: string
  message: string | null
  now: number
}

const SYNC_RETRY_MS = 2000

export type PublishResult =
  | { status: 'published'; version: number; etag: string }
  /** Somebody else published since: `etag` is theirs. */
  | { status: 'stale'; version: number; etag: string }

/** The shop's record, hashed keys and published documents; the one place where two marketers meet. */
export class Shop extends DurableObject<Env> {
  readonly #storage: ShopStorage

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new ShopStorage(state.storage.sql)
  }

  /** Makes the shop and its keys, once. Later calls change what they name and return no keys. */
  async put({ id, ...change }: ShopChange & Pick<ShopRecord, 'id'>, now: number): Promise<PutResult> {
    const known = this.#storage.readRecord<ShopRecord>()
    if (known) {
      if (change.jurisdiction && change.jurisdiction !== known.jurisdiction) return { status: 'moved' }
      await this.#save({ ...known, ...change })
      return { status: 'saved', keys: null }
    }
    const keys = { publicKey: newKey('pk'), secretKey: newKey('sk'), identitySecret: newKey('is') }
    this.#storage.addKey(await sha256Hex(keys.publicKey), 'public', now)
    this.#storage.addKey(await sha256Hex(keys.secretKey), 'secret', now)
    await this.#save({
      id,
      name: id,
      origins: [],
      ...change,
      identitySecrets: [keys.identitySecret],
      unstatedConsent: 'refused',
      settingsVersion: 0,
    })
    return { status: 'saved', keys }
  }

  /** Applies what a published setup says about the shop itself. */
  async configure(change: Partial<Omit<ShopRecord, 'id' | 'identitySecrets'>>): Promise<void> {
    const known = this.#storage.readRecord<ShopRecord>()
    if (known) await this.#save({ ...known, ...change })
  }

  current(kind: DocumentKind): DocumentVersion | null {
    return this.#storage.current(kind)
  }

  version(kind: DocumentKind, version: number): DocumentVersion | null {
    return this.#storage.version(kind, version)
  }

  /** Publishes a text that was checked before, if the caller has seen the newest one. */
  async publish(
    kind: DocumentKind,
    { expected, text, parsed, message, now }: Publication,
  ): Promise<PublishResult> {
    const digest = await sha256Hex(text)
    const current = this.#storage.current(kind)
    if ((current?.etag ?? null) !== expected) {
      return { status: 'stale', version: current?.version ?? 0, etag: current?.etag ?? '' }
    }
    const version = (current?.version ?? 0) + 1
    const etag = `"${version}-${digest.slice(0, 16)}"`
    this.#storage.add(kind, { version, at: now, etag, message, text, parsed })
    await this.ctx.storage.setAlarm(now + SYNC_RETRY_MS)
    await this.#sync(kind)
    return { status: 'published', version, etag }
  }

  /** The net under a publish: brings KV to what is written here, again until it succeeds. */
  override async alarm(): Promise<void> {
    try {
      await this.#sync('config')
      await this.#sync('setup')
    } catch (error) {
      console.log(JSON.stringify({ level: 'warn', at: 'shop.alarm', message: String(error) }))
      await this.ctx.storage.setAlarm(Date.now() + SYNC_RETRY_MS)
    }
  }

  /** The immutable version first, the pointer last and always at the newest. */
  async #sync(kind: DocumentKind): Promise<void> {
    const current = this.#storage.current(kind)
    const record = this.#storage.readRecord<ShopRecord>()
    if (!current || !record) return
    const { version, etag, parsed } = current
    await this.env.KV.put(
      `${kind}/${record.id}/${version}`,
      `{"version":${version},"etag":${JSON.stringify(etag)},"parsed":${parsed}}`,
    )
    const newest = this.#storage.current(kind)?.version ?? version
    await this.env.KV.put(`${kind}/${record.id}`, JSON.stringify({ version: newest }))
  }

  async #save(record: ShopRecord): Promise<void> {
    this.#storage.writeRecord(record)
    await this.env.KV.put(`shop/${record.id}`, JSON.stringify(record))
    for (const { hash, role } of this.#storage.keys()) {
      await this.env.KV.put(`key/${hash}`, JSON.stringify({ shop: record.id, role }))
    }
  }
}
