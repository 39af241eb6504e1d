import type { Comparator } from './comparator.ts'
import { addressComparator } from './comparators/address.ts'
import { categoryComparator } from './comparators/category.ts'
import { codeComparator } from './comparators/code.ts'
import { dateComparator } from './comparators/date.ts'
import { emailComparator } from './comparators/email.ts'
import { nameComparator } from './comparators/name.ts'
import { phoneComparator } from './comparators/phone.ts'
import { postcodeComparator } from './comparators/postcode.ts'
import { textComparator } from './comparators/text.ts'

/** What a field means, as far as comparing goes. */
export type FieldKind =
  | 'givenName'
  | 'surname'
  | 'birthDate'
  | 'postcode'
  | 'phone'
  | 'email'
  | 'address'
  | 'houseNumber'
  | 'place'
  | 'region'
  | 'text'
  | 'code'
  | 'category'

/** Which comparator a kind of field has: a new kind is a line here and a file beside the others. */
export const COMPARATORS: Record<FieldKind, Comparator> = {
  givenName: nameComparator,
  surname: nameComparator,
  birthDate: dateComparator,
  postcode: postcodeComparator,
  phone: phoneComparator,
  email: emailComparator,
  address: addressComparator,
  houseNumber: codeComparator,
  place: textComparator,
  region: categoryComparator,
  text: textComparator,
  code: codeComparator,
  category: categoryComparator,
}

/**
 * How people of one home agree in a field: they share it, resemble each other in it as the records will show, or
 * agree as strangers do but for this share of pairs (twins; a child named after a parent).
 */
export const AT_HOME: Record<FieldKind, 'shared' | 'resembling' | number> = {
  givenName: 0.03,
  surname: 'shared',
  birthDate: 0.02,
  postcode: 'shared',
  phone: 'shared',
  email: 'resembling',
  address: 'shared',
  houseNumber: 'shared',
  place: 'shared',
  region: 'shared',
  text: 0,
  code: 0,
  category: 0,
}
