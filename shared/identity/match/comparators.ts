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
  text: textComparator,
  code: codeComparator,
  category: categoryComparator,
}
