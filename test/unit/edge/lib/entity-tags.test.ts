import { expect, test } from 'vitest'
import { hasSeen, strongTags } from '../../../../edge/lib/entity-tags.ts'

test.each([
  ['*', 'any'],
  [' * ', 'any'],
  ['"1-a"', ['"1-a"']],
  ['"1-a", "2-b","3,c"', ['"1-a"', '"2-b"', '"3,c"']],
  ['W/"1-a", "2-b"', ['"2-b"']],
  ['1-a', []],
  ['', []],
])('If-Match: %s', (header, tags) => expect(strongTags(header)).toEqual(tags))

test.each([
  [undefined, false],
  ['*', true],
  ['"1-a"', true],
  ['W/"1-a"', true],
  ['"0-z", "1-a"', true],
  ['"0-z"', false],
  ['1-a', false],
])('If-None-Match: %s', (header, seen) => expect(hasSeen(header, '"1-a"')).toBe(seen))
