import type { DeviceBucket } from './stores/devices/device-bucket.ts'
import type { FieldCatalog } from './stores/fields/field-catalog.ts'
import type { IdentityBucket } from './stores/identity/identity-bucket.ts'
import type { Statistics } from './stores/measure/statistics.ts'
import type { Profile } from './stores/profile/profile.ts'
import type { Shard } from './stores/shard/shard.ts'
import type { Shop } from './stores/shop/shop.ts'

/** What wrangler.toml binds. Blobs, rate limits and metrics are reached through small interfaces. */
export interface Env {
  PROFILE: DurableObjectNamespace<Profile>
  IDENTITY: DurableObjectNamespace<IdentityBucket>
  SHARD: DurableObjectNamespace<Shard>
  STATISTICS: DurableObjectNamespace<Statistics>
  FIELDS: DurableObjectNamespace<FieldCatalog>
  DEVICES: DurableObjectNamespace<DeviceBucket>
  SHOP: DurableObjectNamespace<Shop>
  KV: KVNamespace
  BLOBS: R2Bucket
  WEBHOOKS: Queue
  ASSETS: Fetcher
  /** Absent where the runtime has no Analytics Engine. */
  METRICS?: AnalyticsEngineDataset
  LIMIT_KEY: RateLimit
  LIMIT_SECRET: RateLimit
  LIMIT_ADDRESS: RateLimit
  REFRESH_MS: number
  OUTBOX_WAIT_MS: number
  OUTBOX_ALARM_MS: number
  LOG_FLUSH_MS: number
  RETENTION_CHECK_MS: number
  /** Signs handles, decision tokens and identifier hashes. Random per deployment, never in the repository. */
  COOKIE_SECRET: string
  /** Makes shops and their keys. Random per deployment. */
  ADMIN_KEY: string
  /** `true` lets webhooks go to this very machine; for local runs only. */
  ALLOW_LOCAL_WEBHOOKS?: string
  /** The step of a merge or split at which it stands still, so that a test can kill the process there. Never set elsewhere. */
  STOP_AT?: string
}
