import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type IdentifierKeys, identifierKeys, isNobody } from '../../../../shared/identity/identifier-key.ts'
import { type IdentitySettings, shopIdentifiers } from '../../../../shared/identity/shop-identifiers.ts'

const read = (type: string, value: string, settings: IdentitySettings = {}) =>
  identifierKeys(type, value, shopIdentifiers(settings))
const keyOf = (...input: Parameters<typeof read>) => (read(...input) as Partial<IdentifierKeys>).key
const reasonOf = (...input: Parameters<typeof read>) => {
  const reading = read(...input)
  return 'refused' in reading ? reading.refused : undefined
}

describe('an e-mail address', () => {
  test.each([
    ['case', ' Ada@Example.COM ', 'ada@example.com'],
    ['an accent as one character or two', 'Ada.Miche\u0301l@example.com', 'ada.mich\u00e9l@example.com'],
    ['a domain in another script', 'ada@Bücher.example', 'ada@xn--bcher-kva.example'],
    ['a domain as DNS writes it', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['a full-width domain, which is the same host', 'ada@ＥＸＡＭＰＬＥ.com', 'ada@example.com'],
    ['the root at the end of the domain', 'ada@example.com.', 'ada@example.com'],
    ['dots and a tag, which stay', 'a.d.a+shoes@gmail.com', 'a.d.a+shoes@gmail.com'],
    ['an apostrophe', "d'Angelo@example.com", "d'angelo@example.com"],
  ])('%s', (_what, value, key) => expect(keyOf('email', value)).toBe(key))

  test.each([
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'ada @example.com',
    'Ada <ada@example.com>',
    'ada@example.com/x',
    'ada@exam%70le.com',
    'ada@0x7f.1',
    'ada@127.0.0.1',
    'ada@a..b',
    'ada@example.com:25',
    'ada@evil.com#@',
  ])('%s is none', (value) => expect(reasonOf('email', value)).toMatch(/e-mail/))

  test('is one box in many spellings only where the shop says so', () => {
    const ignore = { dots: ['gmail.com'], tags: ['*'] }
    const settings = { identifiers: { email: { ignore } } }
    expect(read('email', 'a.d.a+shoes@GMail.com', settings)).toEqual({
      key: 'a.d.a+shoes@gmail.com',
      loose: 'ada@gmail.com',
      earlier: [],
    })
    expect(read('email', 'a.da+x@example.com', settings)).toMatchObject({ loose: 'a.da@example.com' })
    expect(read('email', '+x@example.com', settings)).not.toHaveProperty('loose')
  })
})

describe('a phone number', () => {
  test.each([
    ['IT', '02 123456', '+3902123456'],
    ['IT', '333 123 4567', '+393331234567'],
    ['IT', '0039 333-1234567', '+393331234567'],
    ['IT', '(+39) 333.1234567', '+393331234567'],
    ['PL', '601 234 567', '+48601234567'],
    ['PL', '0048 601 234 567', '+48601234567'],
    ['PL', '+48 22 123 45 67', '+48221234567'],
    ['GB', '07911 123456', '+447911123456'],
    ['GB', '+44 (0)7911 123456', '+447911123456'],
    ['GB', '020 7946 0958', '+442079460958'],
    ['GB', '00 39 333 1234567', '+393331234567'],
    [undefined, '+39 02123456', '+3902123456'],
    [undefined, '0039 02 123-456', '+3902123456'],
    ['IT', 'tel:+48-601-234-567', '+48601234567'],
    ['IT', '＋３９ ３３３ １２３４５６７', '+393331234567'],
    ['IT', '+39\u00a0333\u200b1234567', '+393331234567'],
    ['IT', '+39 02 123456 ext 7', '+3902123456;ext=7'],
  ])('in %s: %s', (country, value, key) => expect(keyOf('phone', value, { country })).toBe(key))

  test('needs a country, its own or the shop’s', () => {
    expect(reasonOf('phone', '333 1234567')).toMatch(/`country` in the setup/)
    expect(keyOf('phone', '601 234 567', { country: 'IT' })).not.toBe(
      keyOf('phone', '601 234 567', { country: 'PL' }),
    )
  })

  test.each(['', 'call me', '112', '0000000', '333 3333333', '123456789', '+', '+39', '33312345678901234'])(
    '%j is none',
    (value) => expect(keyOf('phone', value, { country: 'IT' })).toBeUndefined(),
  )
})

describe('what names nobody', () => {
  test.each([
    ['user_id', ' NULL '],
    ['user_id', 'nu\u200bll'],
    ['user_id', 'ＡＮＯＮＹＭＯＵＳ'],
    ['user_id', 'anonymous  user'],
    ['user_id', 'AnonymousUser'],
    ['user_id', ' 0 0 0 0 '],
    ['user_id', "' null '"],
    ['anonymous_id', '{{ user.id }}'],
    ['email', 'Test@Example.com'],
    ['email', 'NoReply@shop.example'],
    ['email', 'ｔｅｓｔ@shop.example'],
    ['email', ' TEST @shop.example'],
    ['phone', '+39 0000000000'],
    ['phone', '+39 123 456 7890'],
  ])('%s %j', (type, value) => expect(isNobody(type, value, shopIdentifiers({ country: 'IT' }))).toBe(true))

  test.each([
    ['till@*', ' TILL@shop.example', true],
    ['*@bianchi.example', 'Anna@Bianchi.Example', true],
    ['*@bianchi.example', 'anna@bianchi.example.com', false],
    ['till*@*.example', 'till-7@shop.example', true],
    ['till*@*.example', 'kill-7@shop.example', false],
    ['a*a@b.example', 'a@b.example', false],
  ])('the shop’s own %s: %s is blocked: %s', (pattern, value, isBlocked) => {
    const settings = shopIdentifiers({ identifiers: { email: { block: [pattern] } } })
    expect(isNobody('email', value, settings)).toBe(isBlocked)
  })

  test('a block is of its type alone', () => {
    const settings = { identifiers: { loyalty_card: { block: ['999*'] } } }
    expect(keyOf('loyalty_card', '9990', settings)).toBeUndefined()
    expect(keyOf('user_id', '9990', settings)).toBe('9990')
  })
})

describe('nobody can pass for somebody else', () => {
  test.each([
    ['a Cyrillic а', 'user_id', 'аda', 'ada'],
    ['a Greek ο', 'email', 'bοb@example.com', 'bob@example.com'],
    ['a full-width letter before the @', 'email', 'ａda@example.com', 'ada@example.com'],
    ['a dotless ı', 'email', 'mıke@example.com', 'mike@example.com'],
    ['a dotted İ', 'email', 'mİke@example.com', 'mike@example.com'],
    ['a long ſ', 'email', 'boſs@example.com', 'boss@example.com'],
    ['ß for ss', 'email', 'weiß@example.com', 'weiss@example.com'],
    ['a ligature', 'user_id', 'ﬁona', 'fiona'],
    ['something unseen', 'email', 'a\u200bda@example.com', 'ada@example.com'],
    ['a homoglyph domain', 'email', 'ada@exаmple.com', 'ada@example.com'],
    ['case, where an id has one', 'user_id', 'Ada', 'ada'],
  ])('%s', (_what, type, value, victim) => {
    expect(keyOf(type, victim)).toBe(victim)
    expect(keyOf(type, value)).not.toBe(victim)
  })

  test.each(['\u212Aate', 'a\u037E', 'a\u1FEF'])('%s, which normalises to ASCII, is no id', (value) => {
    expect(reasonOf('user_id', value)).toMatch(/pass for another/)
    expect(reasonOf('email', `${value}@example.com`)).toMatch(/pass for another/)
  })

  test('no other character becomes an ASCII one in an id or before the @', () => {
    const intruders: string[] = []
    for (let code = 0x80; code < 0x110000; code++) {
      const character = String.fromCodePoint(code)
      if (character.normalize('NFC').toLowerCase() === character) continue
      const value = `x${character}y`
      for (const key of [keyOf('user_id', value), keyOf('email', `${value}@example.com`)?.split('@')[0]])
        if (key !== undefined && /^[ -~]*$/.test(key)) intruders.push(code.toString(16))
    }
    expect(intruders).toEqual([])
  })
})

test('a key is its own key, of every type', () => {
  const shop = shopIdentifiers({ country: 'IT' })
  const values = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.emailAddress(),
    fc.stringMatching(/^\+?[0-9 ]{6,16}$/),
  )
  fc.assert(
    fc.property(fc.constantFrom('user_id', 'email', 'phone', 'loyalty_card'), values, (type, value) => {
      const first = identifierKeys(type, value, shop)
      if ('refused' in first) return
      expect(identifierKeys(type, first.key, shop)).toMatchObject({ key: first.key })
    }),
    { numRuns: 2000, seed: 7 },
  )
})

describe('what an earlier version stored', () => {
  test.each([
    ['an international number', 'phone', '+39 02 123456', []],
    ['a national number', 'phone', '02 123456', ['02123456']],
    ['a plain address', 'email', 'Ada@Example.com', []],
    ['an address in another script', 'email', 'ada@Bücher.example', ['ada@bücher.example']],
    ['an id', 'user_id', ' c-1 ', []],
  ])('%s is looked up as it was: %s %s', (_what, type, value, earlier) =>
    expect(read(type, value, { country: 'IT' })).toMatchObject({ earlier }),
  )

  test('a setting never changes a key, but for a national number’s country', () => {
    const settings: IdentitySettings[] = [
      {},
      { identifiers: { email: { ignore: { dots: ['*'], tags: ['*'] } } } },
      { identifiers: { email: { unique: true, limit: 1 } }, country: 'PL' },
    ]
    for (const each of settings) {
      expect(keyOf('email', 'A.da+x@gmail.com', each)).toBe('a.da+x@gmail.com')
      expect(keyOf('phone', '+39 333 1234567', each)).toBe('+393331234567')
    }
  })
})

test('hostile texts are answered at once', () => {
  const shop = shopIdentifiers({
    country: 'IT',
    identifiers: { email: { block: [`${'*a'.repeat(120)}*b`], ignore: { dots: ['*'], tags: ['*'] } } },
  })
  const startedAt = performance.now()
  for (const value of [
    'a'.repeat(1e6),
    `${'a'.repeat(200)}@${'a'.repeat(50)}`,
    '+'.repeat(256),
    '1-'.repeat(128),
  ])
    for (const type of ['email', 'phone', 'user_id']) identifierKeys(type, value, shop)
  expect(performance.now() - startedAt).toBeLessThan(100)
})
