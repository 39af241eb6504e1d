import type { Env } from '../../env.ts'
import { hmac, macText } from '../../lib/hmac.ts'
import type { FieldDelivery } from './contract.ts'

/**
 * Values that too few people share are kept as these alone: HMACs under a key that is in no database, cut to 48 bits,
 * so that they can be compared and not guessed.
 */
export async function valueDigests(
  env: Pick<Env, 'COOKIE_SECRET'>,
  shop: string,
  batches: FieldDelivery['batches'],
): Promise<Map<string, number>> {
  const texts = new Set(
    batches.flatMap(({ changes }) => changes.fields.flatMap(({ values }) => values.map(([text]) => text))),
  )
  const entries = [...texts].map(async (text): Promise<[string, number]> => {
    const { buffer } = await hmac(env.COOKIE_SECRET, macText('field-value', shop, text))
    const view = new DataView(buffer)
    return [text, view.getUint32(0) * 0x10000 + view.getUint16(4)]
  })
  return new Map(await Promise.all(entries))
}
