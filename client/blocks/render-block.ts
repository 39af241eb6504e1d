import type { Block } from '../../shared/schema/decide.ts'
import { contentFields, type Fields, itemFields } from './block-fields.ts'
import { cardGrid, contentCard, productCard } from './default-card.ts'
import { fillNode } from './fill-template.ts'

/** Replaces a block's fallback with what was decided: one card per item, or one for content. Keeps the `<template>`. */
export function renderBlock(element: HTMLElement, block: Block, locale: string): void {
  const template = element.querySelector<HTMLTemplateElement>(':scope > template')
  const cards =
    'items' in block
      ? block.items.map((item) => card(template, itemFields(item, locale), productCard, item.id))
      : [card(template, contentFields(block.content), contentCard)]
  const heading = 'items' in block && block.title && document.createElement('h2')
  if (heading) {
    heading.className = 'vicino-heading'
    heading.textContent = (block as { title: string }).title
  }
  // A template brings its own layout, so its cards stand directly in the element.
  const grid = template ? null : cardGrid()
  grid?.append(...cards)
  element.replaceChildren(
    ...(template ? [template] : []),
    ...(heading ? [heading] : []),
    ...(grid ? [grid] : cards),
  )
}

function card(
  template: HTMLTemplateElement | null,
  fields: Fields,
  makeDefault: (fields: Fields) => HTMLElement,
  product?: string,
): Node {
  const content = template ? document.importNode(template.content, true) : makeDefault(fields)
  if (template) fillNode(content, fields)
  const roots =
    content instanceof HTMLElement
      ? [content]
      : [...content.childNodes].filter((node) => node instanceof HTMLElement)
  if (product) for (const root of roots) root.dataset.vicinoProduct = product
  return content
}
