/** A field of a kind, and the names that files have for it, spelt as {@link headerKey} spells them. */
export interface Field {
  name: string
  aliases: readonly string[]
  /** A file without it cannot be of this kind. */
  isNeeded?: true
  /** Says more about what a file is than its share of columns: `lineitem quantity` stands in orders alone. */
  isTelling?: true
}

/** `field('email', 'E-mail | Indirizzo email')`: its own name is an alias too. */
export function field(
  name: string,
  aliases: string,
  marks: Pick<Field, 'isNeeded' | 'isTelling'> = {},
): Field {
  const names = [name, ...aliases.split('|')].map(headerKey).filter(Boolean)
  return { name, aliases: [...new Set(names)], ...marks }
}

/**
 * One spelling of a column's name: lower case, without accents, words by single blanks. `E-Mail`, `e_mail` and
 * `billing.e-mail` differ in their words alone; `Data zamówienia` is `data zamowienia`.
 */
export function headerKey(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
