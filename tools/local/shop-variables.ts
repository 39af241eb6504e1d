/** `<SHOP>__<NAME>`: what a setup's `env:NAME` stands for in a deployment. */
const SHOP_VARIABLE = /^[A-Z0-9][A-Z0-9_]*__[A-Z][A-Z0-9_]*$/

/** The variables of an environment that belong to a shop; on a real deployment they are `wrangler secret`s. */
export function shopVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => SHOP_VARIABLE.test(entry[0]) && entry[1] !== undefined,
    ),
  )
}
