import type { BannerOptions } from '../banner/banner.ts'
import { report } from '../lib/guard.ts'
import type { PageSettings } from '../read-settings.ts'
import type { Consent } from './consent.ts'

/** Written by the build: the banner's content hash, which is its address. */
declare const BANNER_HASH: string

const LABELS: Record<string, string> = {
  en: 'Privacy choices',
  it: 'Scelte sulla privacy',
  pl: 'Ustawienia prywatności',
}

interface AskOptions {
  settings: PageSettings
  consent: Consent
  language: string
  gpc: boolean
}

/**
 * Asks for consent where nobody has, and keeps the way back open: any `[data-vicino-privacy]` element of the page,
 * else a small button of our own, reopens the banner. The banner's code is fetched only when it is shown.
 */
export function askConsent({ settings, consent, language, gpc }: AskOptions): void {
  const { texts, policyUrl } = settings.consent
  let reopener: HTMLElement | null = null
  let isOpen = false

  function open(): void {
    if (isOpen) return
    isOpen = true
    reopener?.remove()
    import(`${settings.endpoint}/v/${BANNER_HASH}.js`).then(
      ({ showBanner }: { showBanner(options: BannerOptions): void }) =>
        showBanner({
          language,
          texts: texts?.[language],
          policyUrl,
          current: consent.choice,
          gpc,
          onDone(answer, proof) {
            isOpen = false
            if (answer) consent.choose(answer, proof)
            offer()
          },
        }),
      (cause) => {
        isOpen = false // not asked is not granted: the page stays without consent
        report(cause)
      },
    )
  }

  function offer(): void {
    if (document.querySelector('[data-vicino-privacy]')) return
    reopener ??= makeReopener(LABELS[language] ?? LABELS.en!)
    document.body.append(reopener)
  }

  document.addEventListener('click', (event) => {
    const target = event.target as Element | null
    if (!target?.closest?.('[data-vicino-privacy],.vicino-privacy')) return
    event.preventDefault()
    open()
  })
  if (settings.consent.mode === 'own') {
    if (consent.choice) offer()
    else open()
  }
}

function makeReopener(label: string): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'vicino-privacy'
  button.textContent = label
  // Through the object model, so that a strict style-src has nothing to object to.
  button.style.cssText =
    'position:fixed;left:8px;bottom:8px;z-index:2147483646;padding:6px 10px;border:1px solid #767680;border-radius:6px;background:#fff;color:#1b1b1f;font:12px/1.3 system-ui,sans-serif;cursor:pointer'
  return button
}
