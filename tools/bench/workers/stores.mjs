// Stands in for KV and R2 where they are not: one object with one table, behind the protocol of the KV binding.
import { DurableObject } from 'cloudflare:workers'

export class Stores extends DurableObject {
  constructor(state, env) {
    super(state, env)
    state.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value BLOB NOT NULL, metadata TEXT)',
    )
  }

  async fetch(request) {
    const { sql } = this.ctx.storage
    const url = new URL(request.url)
    if (url.pathname === '/') {
      const prefix = url.searchParams.get('prefix') ?? ''
      const rows = sql.exec(
        'SELECT key FROM entries WHERE substr(key, 1, ?) = ? ORDER BY key',
        prefix.length,
        prefix,
      )
      return Response.json(rows.toArray().map(({ key }) => key))
    }
    const key = decodeURIComponent(url.pathname.slice(1))
    if (request.method === 'PUT') {
      const metadata = request.headers.get('CF-KV-Metadata')
      sql.exec('INSERT OR REPLACE INTO entries VALUES (?, ?, ?)', key, await request.arrayBuffer(), metadata)
      return new Response()
    }
    if (request.method === 'DELETE') {
      sql.exec('DELETE FROM entries WHERE key = ?', key)
      return new Response()
    }
    const row = sql.exec('SELECT value, metadata FROM entries WHERE key = ?', key).toArray()[0]
    if (!row) return new Response(null, { status: 404 })
    return new Response(row.value, { headers: row.metadata ? { 'CF-KV-Metadata': row.metadata } : {} })
  }
}

export default {
  fetch: (request, env) => env.STORES.get(env.STORES.idFromName('all')).fetch(request),
}
