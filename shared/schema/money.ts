/** An amount in integer minor units (cents) of an ISO 4217 currency. */
export interface Money {
  amount: number
  currency: string
}
