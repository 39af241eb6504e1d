import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../../env.ts'
import { sha256Hex } from '../../lib/digest.ts'
import type { EntityTags } from '../../lib/entity-tags.ts'
import {
  type IdentitySecret,
  liveSecrets,
  type SecretInfo,
  secretInfo,
  withNewSecret,
  withoutSecret,
} from '../../lib/identity-secrets.ts'
import { logLine } from '../../lib/log.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import { KvCopies } from './kv-copies.ts'
import { newKey } from './new-key.ts'
import { type DocumentKind, type DocumentVersion, ShopStorage } from './storage.ts'

export interface NewShopKeys {
  publicKey: string
  secretKey: string
  identitySecret: string
}

/** What may be said of a shop; what is absent stays. */
export type ShopChange = Partial<Pick<ShopRecord, 'name' | 'origins' | 'jurisdiction'>>

/** What a published setup says about the shop itself; what is absent stays. */
export type ShopSettings = Partial<
  Pick<ShopRecord, 'origins' | 'unstatedConsent' | 'locationHint' | 'identity' | 'proofs'>
>

export type AddedSecret = { status: 'added'; secret: string; secrets: SecretInfo[] } | { status: 'too many' }

export type PutResult =
  | { status: 'saved'; keys: NewShopKeys | null }
  /** Another jurisdiction than the shop was made in. */
  | { status: 'moved' }

export interface Publication {
  /** The versions the caller has seen, one of which has to be the newest; `none` = "there is none yet". */
  expected: EntityTags | 'none'
  text: string
  /** JSON of what the text means; what Workers read. */
  parsed: string
  message: string | null
  now: number
  /** Goes into the record together with the document, or neither does. */
  settings?: ShopSettings
}

const SYNC_RETRY_MS = 2000

export type PublishResult =
  | { status: 'published'; version: number; etag: string }
  /** Somebody else published since: `etag` is theirs, empty where there is none. */
  | { status: 'stale'; version: number; etag: string }

/** The shop's record, hashed keys and published documents; the one place where two marketers meet. */
export class Shop extends DurableObject<Env> {
  readonly #storage: ShopStorage
  readonly #copies: KvCopies

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    this.#storage = new ShopStorage(state.storage.sql)
    this.#copies = new KvCopies(env.KV, this.#storage)
  }

  /**
   * Makes the shop and its keys, once. Later calls change what they name and return no keys. The keys are kept as
   * hashes only, so they are answered whatever becomes of the copies in KV.
   */
  async put({ id, ...change }: ShopChange & Pick<ShopRecord, 'id'>, now: number): Promise<PutResult> {
    const keys = { publicKey: newKey('pk'), secretKey: newKey('sk'), identitySecret: newKey('is') }
    const hashes = { public: await sha256Hex(keys.publicKey), secret: await sha256Hex(keys.secretKey) }
    // Nothing is awaited from here on to the write: of two first calls only one makes keys.
    const known = this.#storage.readRecord<ShopRecord>()
    if (known && change.jurisdiction && change.jurisdiction !== known.jurisdiction) return { status: 'moved' }
    await this.#commit(now, () => {
      if (known) return this.#storage.writeRecord({ ...known, ...change })
      for (const [role, hash] of Object.entries(hashes)) this.#storage.addKey(hash, role, now)
      this.#storage.writeRecord(
        newRecord({ id, ...change }, { id: 'k1', secret: keys.identitySecret, createdAt: now }),
      )
    })
    return { status: 'saved', keys: known ? null : keys }
  }

  /** Makes a new identity secret; those that hold go at `retiresAt` (epoch ms) at the latest. */
  async addIdentitySecret(retiresAt: number, now: number): Promise<AddedSecret> {
    const record = this.#storage.readRecord<ShopRecord>()
    const secret = newKey('is')
    const secrets = record && withNewSecret(record.identitySecrets, secret, { now, retiresAt })
    if (!secrets) return { status: 'too many' }
    await this.#commit(now, () => this.#storage.writeRecord({ ...record, identitySecrets: secrets }))
    return { status: 'added', secret, secrets: secrets.map(secretInfo) }
  }

  /** Lets go of an identity secret that was replaced; null = there is none of this id, or it is the one in use. */
  async removeIdentitySecret(id: string, now: number): Promise<SecretInfo[] | null> {
    const record = this.#storage.readRecord<ShopRecord>()
    const secrets = record && withoutSecret(record.identitySecrets, id, now)
    if (!secrets) return null
    await this.#commit(now, () => this.#storage.writeRecord({ ...record, identitySecrets: secrets }))
    return secrets.map(secretInfo)
  }

  /** The identity secrets that hold, without the secrets themselves. */
  identitySecrets(now: number): SecretInfo[] {
    const record = this.#storage.readRecord<ShopRecord>()
    return record ? liveSecrets(record.identitySecrets, now).map(secretInfo) : []
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
    { expected, text, parsed, message, now, settings }: Publication,
  ): Promise<PublishResult> {
    const digest = await sha256Hex(text)
    const current = this.#storage.current(kind)
    if (!isExpected(expected, current?.etag)) {
      return { status: 'stale', version: current?.version ?? 0, etag: current?.etag ?? '' }
    }
    const version = (current?.version ?? 0) + 1
    const etag = `"${version}-${digest.slice(0, 16)}"`
    await this.#commit(now, () => {
      this.#storage.add(kind, { version, at: now, etag, message, text, parsed })
      const record = this.#storage.readRecord<ShopRecord>()
      if (settings && record) this.#storage.writeRecord({ ...record, ...settings })
    })
    return { status: 'published', version, etag }
  }

  /** The net under every change: brings KV to what is written here, again until it succeeds. Never throws. */
  override async alarm(): Promise<void> {
    if (await this.#copy()) return
    try {
      await this.ctx.storage.setAlarm(Date.now() + SYNC_RETRY_MS)
    } catch (error) {
      logLine('error', { at: 'shop.alarm', object: this.ctx.id.name, error })
    }
  }

  /** Writes in one transaction with the alarm that repeats the copies, and tries them now. */
  async #commit(now: number, write: () => void): Promise<void> {
    this.ctx.storage.transactionSync(write)
    await this.ctx.storage.setAlarm(now + SYNC_RETRY_MS)
    await this.#copy()
  }

  async #copy(): Promise<boolean> {
    try {
      await this.#copies.write()
      return true
    } catch (error) {
      logLine('warn', { at: 'shop.copy', object: this.ctx.id.name, error })
      return false
    }
  }
}

function newRecord(shop: ShopChange & Pick<ShopRecord, 'id'>, first: IdentitySecret): ShopRecord {
  return {
    name: shop.id,
    origins: [],
    ...shop,
    identitySecrets: [first],
    unstatedConsent: 'refused',
    settingsVersion: 0,
  }
}

function isExpected(expected: Publication['expected'], etag: string | undefined): boolean {
  if (etag === undefined) return expected === 'none'
  return expected === 'any' || (expected !== 'none' && expected.includes(etag))
}
