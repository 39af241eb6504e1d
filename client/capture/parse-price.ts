/**
 * A price in major units from what shops write: `49.9`, `"49,90"`, `"1.299,00 €"`, `"1,299.00"`, `"1 299"`.
 * With both separators the last one is the decimal; a single one followed by exactly three digits groups
 * thousands. Undefined when there is no number in it.
 */
export function parsePrice(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const digits = value
    .slice(0, 40)
    .replace(/[^\d.,-]/g, '')
    .replace(/^[.,]+|[.,]+$/g, '')
  const decimal = digits[Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))]
  const isGrouped =
    /^-?[1-9]\d{0,2}([.,]\d{3})+$/.test(digits) && !(digits.includes('.') && digits.includes(','))
  const hasOther = digits.includes('.') && digits.includes(',')
  const repeats = decimal && digits.split(decimal).length > 2
  const plain =
    isGrouped || (repeats && !hasOther)
      ? digits.replace(/[.,]/g, '')
      : digits.replace(decimal === ',' ? /\./g : /,/g, '').replace(',', '.')
  const price = plain === '' ? Number.NaN : Number(plain)
  return Number.isFinite(price) ? price : undefined
}
