import type { ShopRecord } from '../../lib/shop-record.ts'
import type { DocumentKind, ShopStorage } from './storage.ts'

const KINDS: readonly DocumentKind[] = ['config', 'setup']

/** What Workers read in KV of a shop: record, keys, both documents, each a copy of what the object holds. */
export class KvCopies {
  readonly #kv: KVNamespace
  readonly #storage: ShopStorage
  /** What was put since the object came into memory: KV takes one write a second of each key, so none is repeated. */
  readonly #put = new Map<string, string>()
  #lastWrite: Promise<unknown> = Promise.resolve()

  constructor(kv: KVNamespace, storage: ShopStorage) {
    this.#kv = kv
    this.#storage = storage
  }

  /** Brings KV to what is stored now, one run after the other: a late write of what was must not follow what is. */
  write(): Promise<void> {
    const written = this.#lastWrite.then(() => this.#writeAll())
    this.#lastWrite = written.catch(() => {
      // Whoever asked for it hears of it; the next run starts from what is stored.
    })
    return written
  }

  async #writeAll(): Promise<void> {
    const record = this.#storage.readRecord<ShopRecord>()
    if (!record) return
    await this.#write(`shop/${record.id}`, JSON.stringify(record))
    for (const { hash, role } of this.#storage.keys()) {
      await this.#write(`key/${hash}`, JSON.stringify({ shop: record.id, role }))
    }
    for (const kind of KINDS) await this.#writeDocument(kind, record.id)
  }

  /** The immutable version first, the pointer after it. */
  async #writeDocument(kind: DocumentKind, shop: string): Promise<void> {
    const current = this.#storage.current(kind)
    if (!current) return
    const { version, etag, parsed } = current
    const pointer = JSON.stringify({ version })
    if (this.#put.get(`${kind}/${shop}`) === pointer) return
    await this.#kv.put(
      `${kind}/${shop}/${version}`,
      `{"version":${version},"etag":${JSON.stringify(etag)},"parsed":${parsed}}`,
    )
    await this.#write(`${kind}/${shop}`, pointer)
  }

  async #write(key: string, value: string): Promise<void> {
    if (this.#put.get(key) === value) return
    await this.#kv.put(key, value)
    this.#put.set(key, value)
  }
}
