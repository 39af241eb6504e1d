import { expect, test } from 'vitest'
import { readField, recogniseFields } from '../../../../../shared/identity/match/fields.ts'

const record = (values: Record<string, string>) => ({ id: 'r', values })

test.each([
  ['given_name', 'givenName'],
  ['First Name', 'givenName'],
  ['forename', 'givenName'],
  ['surname', 'surname'],
  ['last_name', 'surname'],
  ['dob', 'birthDate'],
  ['date_of_birth', 'birthDate'],
  ['address_1', 'address'],
  ['street_number', 'houseNumber'],
  ['suburb', 'place'],
  ['birth_place', 'place'],
  ['postcode_fake', 'postcode'],
  ['zip', 'postcode'],
  ['state', 'region'],
  ['gender', 'category'],
  ['phone_number', 'phone'],
  ['E-Mail', 'email'],
  ['soc_sec_id', 'code'],
])('the column %s is recognised by its name', (column, kind) => {
  expect(recogniseFields([record({ [column]: 'x' })])).toMatchObject([{ kind, columns: [column] }])
})

test.each(['cluster', 'rec_id', 'unique_id', 'id', 'label'])('the column %s is no evidence', (column) => {
  expect(recogniseFields([record({ [column]: 'x1' }), record({ [column]: 'x2' })])).toEqual([])
})

test('unknown columns are recognised by what stands in them', () => {
  const records = Array.from({ length: 20 }, (_, i) =>
    record({
      a: `p${i}@post.example`,
      b: `19${60 + i}-03-12`,
      c: `word${'abcdefghijklmnopqrst'[i]}`,
      d: `${1000 + i}`,
    }),
  )
  expect(recogniseFields(records).map(({ kind }) => kind)).toEqual(['email', 'birthDate', 'text', 'code'])
})

test('a full name gives the names that have no column of their own', () => {
  const records = [record({ full_name: 'Sir Arthur James Balfour', first_and_surname: 'arthur balfour' })]
  const fields = recogniseFields(records)
  expect(fields.map((field) => readField(field, records[0]!))).toEqual(['arthur', 'balfour'])
  expect(recogniseFields([record({ full_name: 'a b', first_name: 'a', surname: 'b' })])).toHaveLength(2)
})
