// Imported before wrangler or miniflare, which read these when they load: nothing is reported, nothing is asked of
// the network, and no local tracing slows the Worker down.
Object.assign(process.env, {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
  NO_UPDATE_NOTIFIER: '1',
})
