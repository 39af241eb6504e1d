import type { SharedTaste } from '../../../shared/recommend/linked-taste.ts'
import { personMark } from '../../lib/person-mark.ts'
import type { JoinTools } from './join-tools.ts'
import type { PersonTable } from './person-table.ts'

/** What a softly linked profile is drawn to, and until when that may be used. */
export interface Lent extends SharedTaste {
  /** The profile it comes from. */
  from: string
  /** Epoch ms. */
  until: number
}

/** Either all that holds from now on, or one profile whose part is to go. */
export type Lending = { lent: Lent[] } | { without: string }

/** Takes it, where there is somebody. Nothing of it is folded, so that taking it away takes its whole effect away. */
export function takeLent({ person, kin, transact }: JoinTools, lending: Lending): void {
  if (!person.self || person.isErased) return
  transact(() => {
    if ('without' in lending) return kin.table.drop('lent', keyOf(lending.without))
    kin.table.dropAll('lent')
    for (const { from, ...taste } of lending.lent) kin.table.put('lent', keyOf(from), taste)
  })
}

/** A mark, so that nothing here names a profile that is erased some day. */
function keyOf(profile: string): string {
  return String(personMark(profile))
}

/** The tastes that hold now. */
export function lentTastes(table: PersonTable, now: number): SharedTaste[] {
  const standing = [...table.of('lent').values()].filter(({ until }) => until > now)
  return standing.map(({ categories, brands }) => ({ categories, brands }))
}
