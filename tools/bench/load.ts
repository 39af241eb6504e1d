import { Connection } from './connection.ts'

/** Where requests go, and the next of them. */
export interface Target {
  port: number
  next(): string
}

export interface Saturation {
  requests: number
  perSecond: number
  refusals: Refusals
}

/** Status → answers that were not 200. */
export type Refusals = Map<number, number>

/** Sends as much as is answered: `connections` at once, each its next request as soon as the last is answered. */
export async function saturate(target: Target, connections: number, seconds: number): Promise<Saturation> {
  const open = await openAll(target.port, connections)
  let requests = 0
  const refusals: Refusals = new Map()
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < until) {
        note(refusals, await connection.send(target.next()))
        requests += 1
      }
    }),
  )
  const elapsed = (performance.now() - startedAt) / 1000
  for (const connection of open) connection.close()
  return { requests, perSecond: requests / elapsed, refusals }
}

export interface Paced {
  /** Milliseconds of each answer, from the moment it was due. */
  latencies: number[]
  refusals: Refusals
}

/**
 * Sends at a fixed rate, whether answers come or not. A request that finds no free connection waits, and its wait
 * counts: else a slow server would be asked less and look fast.
 */
export async function pace(target: Target, perSecond: number, seconds: number): Promise<Paced> {
  const CONNECTIONS = 64
  const idle = await openAll(target.port, CONNECTIONS)
  const all = [...idle]
  const latencies: number[] = []
  const waiting: number[] = []
  const refusals: Refusals = new Map()
  let underway = 0
  const send = async (dueAt: number) => {
    const connection = idle.pop()
    if (!connection) {
      waiting.push(dueAt)
      return
    }
    underway += 1
    note(refusals, await connection.send(target.next()))
    latencies.push(performance.now() - dueAt)
    underway -= 1
    idle.push(connection)
    const next = waiting.shift()
    if (next !== undefined) void send(next)
  }
  const startedAt = performance.now()
  const total = Math.round(perSecond * seconds)
  let sent = 0
  while (sent < total || underway > 0 || waiting.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    const now = performance.now()
    const due = Math.min(total, Math.floor(((now - startedAt) / 1000) * perSecond))
    // A timer is at most a millisecond exact; what fell due since the last tick is due now.
    for (; sent < due; sent += 1) void send(now)
  }
  for (const connection of all) connection.close()
  return { latencies, refusals }
}

function note(refusals: Refusals, status: number): void {
  if (status !== 200) refusals.set(status, (refusals.get(status) ?? 0) + 1)
}

function openAll(port: number, connections: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: connections }, () => Connection.open(port)))
}
