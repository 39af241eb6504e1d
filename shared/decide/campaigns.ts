import type { Config } from '../schema/config/config.ts'
import { localMoment } from '../schema/config/local-moment.ts'

/** A condition made ready: whether it holds, and the moment from which time alone may change that. */
export type Matcher<Subject> = (subject: Subject) => { matches: boolean }

/** A campaign made ready to be asked, in the order of the file. */
export interface RunningCampaign<Subject> {
  name: string
  placements: ReadonlySet<string>
  from: number
  until: number
  who: Matcher<Subject> | null
  /** The variant that is shown: the first, until variants are split. */
  variant: string
}

export function compileCampaigns<Subject>(
  { campaigns = {}, shop }: Pick<Config, 'campaigns' | 'shop'>,
  compile: (condition: NonNullable<NonNullable<Config['campaigns']>[string]['who']>) => Matcher<Subject>,
): RunningCampaign<Subject>[] {
  return Object.entries(campaigns)
    .filter(([, campaign]) => campaign.status !== 'off')
    .map(([name, { from, until, where, who, variants }]) => ({
      name,
      placements: new Set(where),
      from: from ? localMoment(from, shop.timezone) : Number.NEGATIVE_INFINITY,
      until: until ? localMoment(until, shop.timezone, 'end') : Number.POSITIVE_INFINITY,
      who: who ? compile(who) : null,
      variant: Object.keys(variants)[0]!,
    }))
}

/**
 * For each placement the first campaign whose dates and condition fit; none twice on one page. Someone we may not
 * know (`subject` null) sees only campaigns that are for everybody.
 */
export function chooseCampaigns<Subject>(
  campaigns: readonly RunningCampaign<Subject>[],
  { placements, subject, now }: { placements: readonly string[]; subject: Subject | null; now: number },
): Record<string, { campaign: string; variant: string }> {
  const chosen: Record<string, { campaign: string; variant: string }> = {}
  const used = new Set<string>()
  for (const placement of placements) {
    const winner = campaigns.find(
      ({ name, placements: where, from, until, who }) =>
        !used.has(name) &&
        where.has(placement) &&
        now >= from &&
        now < until &&
        (who === null || (subject !== null && who(subject).matches)),
    )
    if (!winner) continue
    used.add(winner.name)
    chosen[placement] = { campaign: winner.name, variant: winner.variant }
  }
  return chosen
}
