/** Vicino's own keys: a setup must not be able to have anything signed with them. */
const OWN = new Set(['COOKIE_SECRET', 'ADMIN_KEY'])

export type WebhookSecrets = { ok: true; secrets: string[] } | { ok: false; reason: string }

/** The values that a destination's `env:NAME` secrets stand for. */
export function webhookSecrets(env: object, references: readonly string[]): WebhookSecrets {
  if (references.length === 0) return { ok: false, reason: 'the destination has no secret' }
  const secrets: string[] = []
  for (const reference of references) {
    const name = reference.replace(/^env:/, '')
    const value = OWN.has(name) ? undefined : (env as Record<string, unknown>)[name]
    if (typeof value !== 'string' || value === '')
      return { ok: false, reason: `secret ${reference} is not set` }
    secrets.push(value)
  }
  return { ok: true, secrets }
}
