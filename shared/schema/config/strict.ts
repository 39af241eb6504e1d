import * as z from 'zod'

/**
 * An object that takes these keys and no other.
 *
 * Zod tells which keys are foreign but not which were possible; the message of that one issue carries them, for
 * `issue-problems.ts` to suggest the nearest.
 */
export function strict<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  })
}
