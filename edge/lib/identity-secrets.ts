/** What the shop's server signs proofs with. */
export interface IdentitySecret {
  /** Counts up: `k1`, `k2`. */
  id: string
  secret: string
  /** Epoch ms. */
  createdAt: number
  /** From then on nothing signed with it holds; absent = it is the one in use. Epoch ms. */
  retiresAt?: number
}

/** As copies in KV have them; the first release wrote the bare secrets. */
export type StoredSecrets = readonly (string | IdentitySecret)[]

export type SecretInfo = Omit<IdentitySecret, 'secret'>

/** How many may hold at the same time: each is tried for every proof. */
export const MAX_SECRETS = 4

/** The secrets that hold now, the newest last. */
export function liveSecrets(stored: StoredSecrets, now: number): IdentitySecret[] {
  return stored
    .map((each, index) =>
      typeof each === 'string' ? { id: `k${index + 1}`, secret: each, createdAt: 0 } : each,
    )
    .filter(({ secret, retiresAt }) => secret !== '' && (retiresAt === undefined || now < retiresAt))
}

/** A new secret beside those that hold, which go at `retiresAt` at the latest; null = too many would hold. */
export function withNewSecret(
  stored: StoredSecrets,
  secret: string,
  { now, retiresAt }: { now: number; retiresAt: number },
): IdentitySecret[] | null {
  const live = liveSecrets(stored, now)
  if (live.length >= MAX_SECRETS) return null
  const retiring = live.map((each) => ({
    ...each,
    retiresAt: Math.min(each.retiresAt ?? retiresAt, retiresAt),
  }))
  return [...retiring, { id: nextId(stored), secret, createdAt: now }]
}

/** Without the one of this id, from now on; null = no such secret holds, or it is the one in use. */
export function withoutSecret(stored: StoredSecrets, id: string, now: number): IdentitySecret[] | null {
  const live = liveSecrets(stored, now)
  const gone = live.find((each) => each.id === id)
  if (gone?.retiresAt === undefined) return null
  return live.filter((each) => each !== gone)
}

/** What may be shown: a secret itself is shown once, when it is made. */
export function secretInfo({ id, createdAt, retiresAt }: IdentitySecret): SecretInfo {
  return { id, createdAt, ...(retiresAt !== undefined && { retiresAt }) }
}

function nextId(stored: StoredSecrets): string {
  const numbers = stored.map((each, index) =>
    typeof each === 'string' ? index + 1 : Number(each.id.slice(1)),
  )
  return `k${Math.max(0, ...numbers) + 1}`
}
