import type { Screen } from '../../../shared/identity/devices/device.ts'
import type { Sighting } from '../../../shared/identity/devices/sighting.ts'
import type { PageContext } from '../../../shared/schema/decide.ts'
import type { Env } from '../../env.ts'
import { logLine } from '../../lib/log.ts'
import { networkPseudonym } from '../../lib/network-pseudonym.ts'
import { devicesStub, placeOf } from '../../lib/object-id.ts'
import type { WaitUntil } from '../../lib/refreshed.ts'
import type { ShopRecord } from '../../lib/shop-record.ts'
import type { Visited } from '../collect/visit-person.ts'

const HOUR_MS = 3_600_000
const MOST_TOLD = 10_000

/** What this isolate has told already: once an hour is enough. */
const told = new Set<string>()

const SCREENS: Readonly<Record<NonNullable<PageContext['device']>, Screen>> = {
  mobile: 'phone',
  tablet: 'tablet',
  desktop: 'desktop',
}

export interface DeviceVisit {
  shop: ShopRecord
  request: Request
  page: PageContext
  visited: Visited
  now: number
  waitUntil: WaitUntil
}

/**
 * Notes where a device was, after the reply: only where the shop links devices, of a browser with a handle of its own,
 * whose person agrees to personalization here and now.
 */
export function noteDevice(env: Pick<Env, 'DEVICES' | 'COOKIE_SECRET'>, visit: DeviceVisit): void {
  const { shop, visited, waitUntil } = visit
  const { person, reply } = visited
  // Without a view the person does not agree; with a head somebody else answers for this device already.
  const isWanted = shop.identity?.devices?.link && person.kind === 'handle' && person.source.startsWith('b:')
  if (!isWanted || reply.view === null || reply.head !== undefined) return
  waitUntil(
    tell(env, visit).catch((error: unknown) => logLine('warn', { at: 'note-device', shop: shop.id, error })),
  )
}

async function tell(
  env: Pick<Env, 'DEVICES' | 'COOKIE_SECRET'>,
  { shop, request, page, visited, now }: DeviceVisit,
): Promise<void> {
  const network = await networkPseudonym(env, shop.id, request, now)
  if (network === null) return
  const { profile } = visited.person
  const hour = Math.floor(now / HOUR_MS)
  const key = `${profile} ${network} ${hour}`
  if (told.has(key)) return
  const language = languageOf(request)
  const sighting: Sighting = {
    profile,
    network,
    hour,
    ...(language !== undefined && { language }),
    ...(page.device && { screen: SCREENS[page.device] }),
  }
  await devicesStub(env, shop, profile).see({ shop: placeOf(shop), ...sighting })
  if (told.size >= MOST_TOLD) told.clear()
  told.add(key)
}

/** The first language that the browser asks for. */
function languageOf(request: Request): string | undefined {
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}(?=[,;\s]|$)/i.exec(
    request.headers.get('Accept-Language') ?? '',
  )?.[0]
}
