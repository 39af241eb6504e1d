// Bindings that bare workerd has no service for. They answer in the isolate; what they leave out is in
// docs/performance.md.

/** Every request is within its quota; the count is kept, as the platform's own binding keeps it beside the Worker. */
export function rateLimit() {
  const counts = new Map()
  return {
    limit: async ({ key }) => {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      return { success: true }
    },
  }
}

/** Takes messages and drops them. */
export function queue() {
  return { send: async () => {}, sendBatch: async () => {} }
}

/** R2 over the stores service; `r2/` keeps its keys apart from those of KV. */
export function bucket({ STORES }) {
  const url = (key) => `http://stores/${encodeURIComponent(`r2/${key}`)}`
  return {
    put: async (key, value) => {
      await STORES.fetch(url(key), { method: 'PUT', body: value })
      return { key }
    },
    get: async (key) => {
      const response = await STORES.fetch(url(key))
      return response.ok ? { key, body: response.body, text: () => response.text() } : null
    },
    delete: async (keys) => {
      for (const key of [keys].flat()) await STORES.fetch(url(key), { method: 'DELETE' })
    },
    list: async ({ prefix = '' } = {}) => {
      const response = await STORES.fetch(`http://stores/?prefix=${encodeURIComponent(`r2/${prefix}`)}`)
      const keys = await response.json()
      return { objects: keys.map((key) => ({ key: key.slice('r2/'.length) })), truncated: false }
    },
  }
}
