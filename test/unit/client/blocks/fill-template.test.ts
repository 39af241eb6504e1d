import { describe, expect, test } from 'vitest'
import { fillAttribute, fillNode, fillText } from '../../../../client/blocks/fill-template.ts'

const hostile = '<img src=x onerror=alert(1)>'
const fields = new Map([
  ['title', hostile],
  ['url', '/p/1'],
  ['bad', 'javascript:alert(1)'],
  ['odd', ' java\nscript:alert(1)'],
  ['image', 'https://cdn.it/a.jpg'],
])

test.each([
  ['{{title}}', hostile],
  ['{{ title }}!', `${hostile}!`],
  ['{{nothing}}', ''],
  ['{{constructor}}', ''],
  ['{title} {{', '{title} {{'],
])('text %s', (text, expected) => {
  expect(fillText(text, fields)).toBe(expected)
})

test('a value is not a template', () => {
  expect(
    fillText(
      '{{a}}',
      new Map([
        ['a', '{{b}}'],
        ['b', 'no'],
      ]),
    ),
  ).toBe('{{b}}')
})

describe('attributes', () => {
  test.each([
    ['href', '{{url}}', '/p/1'],
    ['src', '{{image}}', 'https://cdn.it/a.jpg'],
    ['href', '{{bad}}', null],
    ['href', '{{odd}}', null],
    ['href', 'java{{x}}script:{{title}}', null],
    ['src', '{{nothing}}', null],
    ['srcset', '{{image}} 1x, {{url}} 2x', 'https://cdn.it/a.jpg 1x, /p/1 2x'],
    ['srcset', '{{image}} 1x, {{bad}} 2x', null],
    ['alt', '{{title}}', hostile],
    ['data-id', '{{title}}', hostile],
    ['aria-label', '{{title}}', hostile],
    ['onclick', 'go("{{title}}")', null],
    ['style', 'background:url({{image}})', null],
    ['srcdoc', '{{title}}', null],
    ['action', '{{url}}', null],
    ['onclick', 'go()', 'go()'],
    ['href', 'javascript:void 0', 'javascript:void 0'],
  ])('%s="%s"', (name, value, expected) => {
    expect(fillAttribute(name, value, fields)).toBe(expected)
  })
})

describe('a tree', () => {
  test('fills text and attributes, drops what is conditional or unsafe', () => {
    const tree = element('a', { href: '{{url}}', onclick: '{{title}}' }, [
      text('{{title}}'),
      element('s', { 'data-vicino-if': 'listPrice' }, [text('{{listPrice}}')]),
      element('b', { 'data-vicino-if': 'title' }, [text('ok')]),
    ])
    fillNode(tree as never, fields)
    expect(show(tree)).toBe(`a[href=/p/1](${JSON.stringify(hostile)} b[data-vicino-if=title]("ok"))`)
  })

  test.each(['script', 'style', 'iframe', 'base', 'link', 'meta', 'object', 'embed'])(
    'leaves <%s> closed',
    (name) => {
      const tree = element(name, { src: '{{image}}', id: 'x' }, [text('{{title}}')])
      fillNode(tree as never, fields)
      expect(show(tree)).toBe(`${name}[id=x]("{{title}}")`)
    },
  )
})

interface Stub {
  nodeType: number
  nodeValue?: string
  localName?: string
  childNodes: Stub[]
  attributes: { name: string; value: string }[]
}

/** The little of a DOM that filling touches. */
function element(localName: string, attributes: Record<string, string>, childNodes: Stub[]): Stub {
  const node = {
    nodeType: 1,
    localName,
    childNodes,
    parent: null as null | { childNodes: Stub[] },
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    getAttribute: (name: string) => node.attributes.find((entry) => entry.name === name)?.value ?? null,
    setAttribute(name: string, value: string) {
      node.attributes.find((entry) => entry.name === name)!.value = value
    },
    removeAttribute(name: string) {
      node.attributes = node.attributes.filter((entry) => entry.name !== name)
    },
    remove() {
      node.parent!.childNodes = node.parent!.childNodes.filter((child) => child !== node)
    },
  }
  for (const child of childNodes) (child as typeof node).parent = node
  return node
}
function text(nodeValue: string): Stub {
  return { nodeType: 3, nodeValue, childNodes: [], attributes: [] }
}
function show({ nodeType, nodeValue, localName, attributes, childNodes }: Stub): string {
  if (nodeType === 3) return JSON.stringify(nodeValue)
  return `${localName}[${attributes.map(({ name, value }) => `${name}=${value}`).join()}](${childNodes.map(show).join(' ')})`
}
