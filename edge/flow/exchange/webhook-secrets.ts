export type WebhookSecrets = { ok: true; secrets: string[] } | { ok: false; reason: string }

/**
 * The values that a destination's `env:NAME` secrets stand for: of the shop `bianchi`, the deployment's variable
 * `BIANCHI__NAME`. A name has no two underscores in a row, so a variable belongs to one shop at most, and Vicino's
 * own keys, whose names have none either, to no shop.
 */
export function webhookSecrets(env: object, shop: string, references: readonly string[]): WebhookSecrets {
  if (references.length === 0) return { ok: false, reason: 'the destination has no secret' }
  const secrets: string[] = []
  for (const reference of references) {
    const name = secretVariable(shop, reference)
    if (name === undefined) return { ok: false, reason: `${reference} does not name a secret` }
    const value = (env as Record<string, unknown>)[name]
    if (typeof value !== 'string' || value === '')
      return { ok: false, reason: `secret ${reference} is not set; it is the deployment’s ${name}` }
    secrets.push(value)
  }
  return { ok: true, secrets }
}

/** The deployment's variable behind `env:NAME` of a shop, or undefined where it is no such reference. */
function secretVariable(shop: string, reference: string): string | undefined {
  const [, name] = /^env:([A-Z](?!.*__)[A-Z0-9_]*)$/.exec(reference) ?? []
  return name && `${shop.toUpperCase().replaceAll('-', '_')}__${name}`
}
