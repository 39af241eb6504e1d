import { expect, test } from 'vitest'
import { chooseCampaigns, compileCampaigns } from '../../../../shared/decide/campaigns.ts'

const shop = { currency: 'EUR', timezone: 'Europe/Rome', languages: ['it'] }
const variants = { a: { title: 'A' }, b: { title: 'B' } }
const now = Date.parse('2026-11-22T12:00:00Z')

/** The condition `{ inSegment }` over a plain list of names. */
const compile = (condition: unknown) => (segments: string[]) => ({
  matches: segments.includes((condition as { inSegment: string }).inSegment),
})

function choose(
  campaigns: Parameters<typeof compileCampaigns>[0]['campaigns'],
  segments: string[] | null,
  placements = ['hero'],
) {
  return chooseCampaigns(compileCampaigns({ shop, campaigns }, compile), {
    placements,
    subject: segments,
    now,
  })
}

const forBuyers = { where: ['hero'], who: { inSegment: 'buyers' }, variants }
const forAll = { where: ['hero', 'cart'], variants }

test.each([
  ['the first that fits wins', { forBuyers, forAll }, ['buyers'], 'forBuyers'],
  ['another when the first does not fit', { forBuyers, forAll }, [], 'forAll'],
  ['nobody known sees only what is for everybody', { forBuyers, forAll }, null, 'forAll'],
  ['switched off', { forAll: { ...forAll, status: 'off' as const } }, [], undefined],
  ['not begun', { forAll: { ...forAll, from: '2026-11-23' } }, [], undefined],
  ['runs to the end of its last day', { forAll: { ...forAll, until: '2026-11-22' } }, [], 'forAll'],
  ['over', { forAll: { ...forAll, until: '2026-11-21' } }, [], undefined],
])('chooseCampaigns: %s', (_name, campaigns, segments, expected) => {
  expect(choose(campaigns, segments).hero?.campaign).toBe(expected)
})

test('a campaign appears once on a page', () => {
  expect(choose({ forAll }, [], ['hero', 'cart'])).toEqual({ hero: { campaign: 'forAll', variant: 'a' } })
})
