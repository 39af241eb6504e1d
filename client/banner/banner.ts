import type { Answer } from '../consent/choice.ts'
import type { ChoiceProof } from '../consent/consent.ts'
import { bannerStyle } from './banner-style.ts'
import { type BannerTexts, bannerTexts } from './banner-texts.ts'

/** What the banner is shown with. */
export interface BannerOptions {
  language: string
  texts?: Partial<BannerTexts> | undefined
  policyUrl?: string | undefined
  /** What stands now; null = never chosen. */
  current: Answer | null
  gpc: boolean
  /** Called once: with the answer, or with null when a standing choice was left as it is. */
  onDone(answer: Answer | null, proof: ChoiceProof): void
}

const PURPOSES = ['analytics', 'personalization', 'ads'] as const
const REFUSAL: Answer = { analytics: false, personalization: false, marketing: { ads: false } }

/**
 * Shows the consent banner, fixed over the page's foot so that nothing moves. Accept and refuse are one click each
 * and look alike. Of marketing it asks for ads alone: what it does not name cannot be agreed to here. Close and Escape refuse (Garante 2021), except over a choice that stands: that they leave alone.
 */
export function showBanner({ language, texts, policyUrl, current, gpc, onDone }: BannerOptions): void {
  const words = { ...(bannerTexts[language] ?? bannerTexts.en!), ...texts }
  const host = document.createElement('vicino-banner')
  const root = host.attachShadow({ mode: 'open' })
  const section = make('section', {
    role: 'dialog',
    'aria-labelledby': 'title',
    tabindex: '-1',
    lang: language,
  })
  const before = document.activeElement
  let textHash: string | undefined
  hash(Object.values(words).join('\n')).then((value) => {
    textHash = value
  })

  function done(answer: Answer | null): void {
    document.removeEventListener('keydown', onKey)
    host.remove()
    if (current && before instanceof HTMLElement) before.focus()
    // The choice works in a later task: first the banner is seen to go.
    setTimeout(() => onDone(answer, { source: 'banner', language, ...(textHash && { textHash }) }))
  }
  function close(): void {
    done(current ? null : REFUSAL)
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) close()
  }

  const marketing = current?.marketing
  const ads = !gpc && (typeof marketing === 'object' ? marketing.ads : marketing)
  const standing = { ...current, ads }
  const boxes = PURPOSES.map((purpose) => checkbox(words[purpose], !!standing[purpose]))
  const [analytics, ...others] = boxes.map((box) => box.input)
  const details = make('fieldset', { hidden: '' })
  const more = button('t', words.choose, () => {
    details.hidden = !details.hidden
    more.setAttribute('aria-expanded', String(!details.hidden))
  })
  more.setAttribute('aria-expanded', 'false')
  const save = button('b', words.save, () =>
    done({
      analytics: analytics!.checked,
      personalization: others[0]!.checked,
      marketing: { ads: others[1]!.checked },
    }),
  )
  // The other purposes rest on statistics: they can be chosen only with it, and are never ticked for anybody.
  // Ads cannot be chosen against the browser's own signal.
  const settle = () => {
    for (const other of others) {
      other.disabled = !analytics!.checked || (gpc && other === others[1])
      other.checked &&= analytics!.checked
    }
  }
  analytics!.addEventListener('change', settle)
  settle()
  details.append(...boxes.map((box) => box.label), row(save))

  const inside = make('div', { class: 'in' })
  inside.append(make('h2', { id: 'title' }, words.title), make('p', {}, words.text))
  if (gpc) inside.append(make('p', {}, words.gpc))
  const links = row(more)
  if (policyUrl) links.append(make('a', { href: policyUrl }, words.policy))
  inside.append(
    row(
      button('b', words.refuse, () => done(REFUSAL)),
      button('b', words.accept, () =>
        done({ analytics: true, personalization: true, marketing: { ads: !gpc } }),
      ),
    ),
    links,
    details,
  )
  const cross = button('x', '×', close)
  cross.setAttribute('aria-label', words.close)
  section.append(inside, cross)
  addStyle(root)
  root.append(section)
  document.addEventListener('keydown', onKey)
  document.body.prepend(host) // first in the tab order, last on the screen
  // A first visit is not interrupted; whoever opened the panel is taken to it.
  if (current) section.focus()
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  text?: string,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  if (text) element.textContent = text
  return element
}

function button(className: string, text: string, onClick: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', class: className }, text)
  element.addEventListener('click', onClick)
  return element
}

function row(...children: HTMLElement[]): HTMLElement {
  const element = make('div', { class: 'row' })
  element.append(...children)
  return element
}

function checkbox(text: string, isChecked: boolean): { label: HTMLElement; input: HTMLInputElement } {
  const label = make('label', {})
  const input = make('input', { type: 'checkbox' })
  input.checked = isChecked
  label.append(input, make('span', {}, text))
  return { label, input }
}

/** Constructed sheets pass a strict `style-src`; browsers without them get a style element. */
function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(bannerStyle)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', {}, bannerStyle))
  }
}

/** SHA-256 in hex; undefined where the page is not a secure context. */
async function hash(text: string): Promise<string | undefined> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(text))
  return digest && [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
