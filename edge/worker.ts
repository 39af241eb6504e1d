import { app } from './app.ts'
import type { Env } from './env.ts'
import { consume } from './flow/exchange/consume.ts'
import { scheduled } from './flow/jobs/scheduled.ts'

export { DeviceBucket } from './stores/devices/device-bucket.ts'
export { FieldCatalog } from './stores/fields/field-catalog.ts'
export { IdentityBucket } from './stores/identity/identity-bucket.ts'
export { Statistics } from './stores/measure/statistics.ts'
export { Profile } from './stores/profile/profile.ts'
export { Shard } from './stores/shard/shard.ts'
export { Shop } from './stores/shop/shop.ts'

export default {
  fetch: app.fetch,
  queue: consume,
  scheduled,
} satisfies ExportedHandler<Env>
