import type { SeededRandom } from '../../../demo/lib/random.ts'

/** Probability of each of the 168 hours of a week: some favourite hours, on workdays and at the weekend. */
export function rhythmOf(random: SeededRandom): number[] {
  const peaks = () =>
    Array.from({ length: random.integer(1, 3) }, () => ({
      // Most people shop in the evening.
      hour: random.chance(0.55) ? 20 + 1.6 * random.normal() : random.integer(7, 23),
      width: 0.8 + random.next(),
      weight: 0.3 + random.next(),
    }))
  const workday = peaks()
  const weekend = random.chance(0.5) ? workday : peaks()
  const days = Array.from({ length: 7 }, () => 0.3 + random.next())
  const hours = Array.from({ length: 168 }, (_, index) => {
    const [day, hour] = [Math.floor(index / 24), index % 24]
    const of = day < 5 ? workday : weekend
    const density = of.reduce(
      (sum, peak) => sum + peak.weight * Math.exp(-0.5 * ((hour - peak.hour) / peak.width) ** 2),
      0,
    )
    return days[day]! * (density + (hour >= 7 ? 0.02 : 0.002))
  })
  const total = hours.reduce((sum, value) => sum + value, 0)
  return hours.map((value) => value / total)
}

/** Weights of the categories: three to five favourites, a little of everything. */
export function tasteOf(random: SeededRandom, categories: number): number[] {
  const weights = Array.from({ length: categories }, () => 0.004)
  const favourites = random.integer(3, 5)
  for (let index = 0; index < favourites; index++) {
    const category = random.integer(0, categories - 1)
    weights[category] = weights[category]! + (1 / (index + 1)) * (0.5 + random.next())
  }
  const total = weights.reduce((sum, value) => sum + value, 0)
  return weights.map((value) => value / total)
}
