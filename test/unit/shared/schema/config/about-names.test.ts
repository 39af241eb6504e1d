import { expect, test } from 'vitest'
import { FACT_NAMES } from '../../../../../shared/features/about.ts'
import { ABOUT_NAMES, ABOUT_NAMES_TO_COME } from '../../../../../shared/schema/config/about-names.ts'

test('everything that is computed can be asked about, and nothing else but the page and the clock', () => {
  const ofTheMoment = ['day_of_week', 'device', 'hour_of_day', 'language', 'page_type']
  expect(ABOUT_NAMES.toSorted()).toEqual([...FACT_NAMES, ...ofTheMoment].toSorted())
})

test('what is to come is not there yet', () => {
  expect(ABOUT_NAMES_TO_COME.filter((name) => ABOUT_NAMES.includes(name))).toEqual([])
})
