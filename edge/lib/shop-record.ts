import type { IdentitySettings } from '../../shared/identity/shop-identifiers.ts'
import type { ProofSetup } from '../../shared/schema/config/proof-setup.ts'
import type { StoredSecrets } from './identity-secrets.ts'

/** What every request needs to know of a shop; kept by the Shop object, read from KV `shop/<id>`. */
export interface ShopRecord {
  id: string
  name: string
  /** Sites whose pages may call with the public key: `https://shop.example`, matched exactly. */
  origins: string[]
  /** What the shop's server signs proofs of login with; several while one is being replaced. */
  identitySecrets: StoredSecrets
  /** What the published setup says of identifiers and of the country that phone numbers are read in. */
  identity?: IdentitySettings
  /** Who else may vouch for a login, and for how long. */
  proofs?: ProofSetup
  /** Where the shop's objects should live near to, once each is made. */
  locationHint?: DurableObjectLocationHint
  /** Where they must stay. Part of their identity: it cannot be changed later. */
  jurisdiction?: DurableObjectJurisdiction
  /** How to read a browser's request that says nothing about consent. */
  unstatedConsent: 'refused' | 'analytics'
  settingsVersion: number
}
