import type { DeviceField } from './device-field.ts'
import { elsewhere } from './fields/elsewhere.ts'
import { habits } from './fields/habits.ts'
import { language } from './fields/language.ts'
import { places } from './fields/places.ts'
import { products } from './fields/products.ts'
import { screens } from './fields/screens.ts'
import { taste } from './fields/taste.ts'
import { times } from './fields/times.ts'

/** Everything in which two devices are compared. */
export const DEVICE_FIELDS: readonly DeviceField[] = [
  places,
  elsewhere,
  times,
  habits,
  language,
  screens,
  products,
  taste,
]
