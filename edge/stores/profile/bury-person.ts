import type { ErasureReceipt } from '../../../shared/privacy/erasure-receipt.ts'
import type { Person } from './person.ts'

/**
 * Deletes all that is stored of a person and leaves the tombstone, as one step: the deletion is not waited for before
 * the tombstone is written, so the runtime commits both together, and a crash leaves either the whole person, whose
 * erasure the alarm begins again, or the tombstone.
 */
export async function buryPerson(
  storage: Pick<DurableObjectStorage, 'deleteAll'>,
  person: Pick<Person, 'bury'>,
  receipt: ErasureReceipt,
): Promise<void> {
  const deleted = storage.deleteAll()
  person.bury(Date.parse(receipt.erasedAt), receipt)
  await deleted
}
