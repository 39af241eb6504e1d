import type { Fields } from './block-fields.ts'
import { safeUrl } from './safe-url.ts'

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g
/** Attributes that may hold values. Anything else with a placeholder (handlers, style, srcdoc …) is taken away. */
const PLAIN =
  /^(alt|title|class|id|value|content|datetime|label|lang|dir|width|height|itemprop|placeholder|aria-[\w-]+|data-[\w-]+)$/
const ADDRESS = /^(href|src|poster)$/
/** Elements whose text or address is code or another document: nothing is ever filled in there. */
const CLOSED = /^(script|style|iframe|object|embed|base|link|meta|template)$/i

/** Puts values where `{{name}}` stands; a name without a value leaves nothing. */
export function fillText(text: string, fields: Fields): string {
  return text.replace(PLACEHOLDER, (_, name: string) => fields.get(name) ?? '')
}

/** An attribute's value, or null when the attribute must go: nothing safe can be put there, or nothing is left. */
export function fillAttribute(name: string, value: string, fields: Fields): string | null {
  if (value.search(PLACEHOLDER) < 0) return value
  const filled = fillText(value, fields)
  if (PLAIN.test(name)) return filled
  if (name === 'srcset')
    return filled.split(/,\s+/).every((part) => safeUrl(part.trim().split(/\s/)[0]!)) ? filled : null
  return ADDRESS.test(name) && filled ? safeUrl(filled) : null
}

/**
 * Fills a cloned template in place. Values become text nodes and attribute values and are never parsed, so a
 * product title stays a title whatever it says. `data-vicino-if="listPrice"` drops an element without that field.
 */
export function fillNode(node: Node, fields: Fields): void {
  if (node.nodeType === 3) node.nodeValue = fillText(node.nodeValue ?? '', fields)
  const element = node as Element
  if (node.nodeType === 1) {
    const condition = element.getAttribute('data-vicino-if')
    if (condition !== null && !fields.get(condition)) {
      element.remove()
      return
    }
    const isClosed = CLOSED.test(element.localName)
    for (const { name, value } of [...element.attributes]) {
      const filled = isClosed && value.search(PLACEHOLDER) >= 0 ? null : fillAttribute(name, value, fields)
      if (filled === null) element.removeAttribute(name)
      else if (filled !== value) element.setAttribute(name, filled)
    }
    if (isClosed) return
  }
  for (const child of [...node.childNodes]) fillNode(child, fields)
}
