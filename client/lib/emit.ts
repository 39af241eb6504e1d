/** Tells the page what happened, as a bubbling DOM event `vicino:<name>`. */
export function emit(name: string, detail: unknown, target: EventTarget = document): void {
  target.dispatchEvent(new CustomEvent(`vicino:${name}`, { detail, bubbles: true }))
}
