/** Calls back when the page has become another one: SPA navigation, or a return from the back-forward cache. */
export function watchNavigation(isSpa: boolean, onPage: (cause: 'navigation' | 'restored') => void): void {
  let last = pageKey()
  let isPending = false

  // One view per address and task: routers call replaceState and pushState in the same breath (vuejs/router#960).
  function look(): void {
    if (isPending) return
    isPending = true
    setTimeout(() => {
      isPending = false
      if (pageKey() === last) return
      last = pageKey()
      onPage('navigation')
    })
  }

  if (isSpa) {
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name]
      history[name] = function (this: History, ...args) {
        original.apply(this, args)
        look()
      }
    }
    addEventListener('popstate', look)
  }
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    last = pageKey()
    onPage('restored')
  })
}

function pageKey(): string {
  return location.href.split('#')[0]!
}
