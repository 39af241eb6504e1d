import { expect, test } from 'vitest'
import { ShopStorage } from '../../../../../edge/stores/shop/storage.ts'
import { fakeState } from '../fake-state.ts'

test('the secrets of a shop of the first release get ids and the date of its keys', () => {
  const { sql } = fakeState().storage as unknown as { sql: ConstructorParameters<typeof ShopStorage>[0] }
  const storage = new ShopStorage(sql)
  storage.writeRecord({ id: 'bianchi', identitySecrets: ['is_a', 'is_b'], origins: ['https://a.example'] })
  storage.addKey('hash', 'public', 7)
  sql.exec('DELETE FROM migration')
  sql.exec('INSERT INTO migration VALUES (1)')
  const migrated = () => new ShopStorage(sql).readRecord()
  const record = {
    id: 'bianchi',
    identitySecrets: [
      { id: 'k1', secret: 'is_a', createdAt: 7 },
      { id: 'k2', secret: 'is_b', createdAt: 7 },
    ],
    origins: ['https://a.example'],
  }
  expect(migrated()).toEqual(record)
  expect(migrated()).toEqual(record)
})
