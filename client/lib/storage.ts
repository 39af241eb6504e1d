/** The few small values kept in the browser, all named `vicino:<shop>:<name>`. */
export interface Storage {
  get(name: string): string | null
  set(name: string, value: string): void
  remove(name: string): void
}

/** `localStorage` that never throws: where it is blocked or full, a value simply does not outlive the page. */
export function pageStorage(shop: string): Storage {
  const memory = new Map<string, string>()
  const key = (name: string) => `vicino:${shop}:${name}`
  return {
    get(name) {
      try {
        return localStorage.getItem(key(name)) ?? memory.get(name) ?? null
      } catch {
        return memory.get(name) ?? null // storage is blocked by the browser or its owner
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(key(name), value)
      } catch {
        memory.set(name, value)
      }
    },
    remove(name) {
      memory.delete(name)
      try {
        localStorage.removeItem(key(name))
      } catch {
        // blocked: then nothing was kept either
      }
    },
  }
}
