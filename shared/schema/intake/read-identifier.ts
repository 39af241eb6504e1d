import { isBlockedId } from './blocked-id.ts'
import { LIMITS } from './limits.ts'

/**
 * An id as a sender states it: trimmed; a whole number is as good as its digits. Absent and blocked values are no id
 * at all; what cannot be an id is `invalid`. What is blocked besides, the shop knows.
 */
export function readIdentifier(
  value: unknown,
  isNobody: (id: string) => boolean = isBlockedId,
): { value: string | undefined } | 'invalid' {
  if (value === undefined || value === null) return { value: undefined }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return 'invalid'
  if (typeof value !== 'string' && typeof value !== 'number') return 'invalid'
  const id = String(value).trim()
  if (id.length > LIMITS.idLength) return 'invalid'
  return { value: isNobody(id) ? undefined : id }
}
