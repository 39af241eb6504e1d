import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  KEPT_HOURS,
  type SeenDevice,
  type Sighting,
  traceOf,
  withSighting,
} from '../../../../../shared/identity/devices/sighting.ts'

const seen = (...sightings: Omit<Sighting, 'profile'>[]) =>
  sightings.reduce<SeenDevice | null>(
    (known, sighting) => withSighting(known, { profile: 'p', ...sighting }),
    null,
  )

test('hours of a network are kept once, in order', () => {
  expect(
    seen(
      { network: 'x', hour: 9 },
      { network: 'y', hour: 9 },
      { network: 'x', hour: 8 },
      { network: 'x', hour: 9 },
    ),
  ).toEqual({
    profile: 'p',
    networks: { x: [8, 9], y: [9] },
  })
})

test('what is older than four weeks goes with the next sighting, and language and screen are the newest', () => {
  const first = { network: 'x', hour: 0, language: 'it', screen: 'phone' as const }
  expect(seen(first, { network: 'y', hour: KEPT_HOURS, language: 'en' })).toEqual({
    profile: 'p',
    networks: { y: [KEPT_HOURS] },
    language: 'en',
    screen: 'phone',
  })
})

test('however often and wherever it is seen, a trace stays small', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ network: fc.integer({ max: 30 }).map(String), hour: fc.nat(2000) }), {
        maxLength: 300,
      }),
      (sightings) => {
        const { networks = {} } = seen(...sightings) ?? {}
        expect(Object.keys(networks).length).toBeLessThanOrEqual(8)
        for (const hours of Object.values(networks)) {
          expect(hours.length).toBeLessThanOrEqual(100)
          expect([...hours].sort((a, b) => a - b)).toEqual(hours)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('a trace is made of places and of what the profile is known for', () => {
  const features = {
    affinities: { categories: { shoes: 1 }, brands: {}, lastCategory: 'shoes' },
    recently_viewed: [{ productId: 'boot-1', lastAt: 7_200_001, times: 2 }],
    traits: { name: 'Ada' },
  }
  const trace = traceOf(seen({ network: 'x', hour: 3, screen: 'phone' })!, features)
  expect(trace).toEqual({
    id: 'p',
    networks: { x: [3] },
    screen: 'phone',
    products: { 'boot-1': 2 },
    categories: { shoes: 1 },
  })
  expect(traceOf(seen({ network: 'x', hour: 3 })!, {})).toMatchObject({ products: {}, categories: {} })
})
