import { jsonPointer } from './json-pointer.ts'
import { isHighSurrogate, isLowSurrogate } from './utf8-length.ts'

/** What `JSON.parse` lets through and we do not. `pointer` is relative to the item, or to the body outside of items. */
export interface JsonProblem {
  kind: 'depth' | 'keys' | 'surrogate' | 'reserved-key'
  pointer: string
}

/** One item of the list: `text.slice(start, end)` is the sender's own text of it. */
export interface JsonItem {
  start: number
  end: number
  problem?: JsonProblem
}

export interface JsonScan {
  /** Items of the list named by `list`; absent where the body has no such array. */
  items?: JsonItem[]
  /** The first problem outside of the items. */
  problem?: JsonProblem
}

export interface ScanOptions {
  /** Name of the top-level array whose items are wanted, `batch` or `events`. */
  list?: string | undefined
  /** Containers within containers; an item's own object is level 1. */
  maxDepth?: number
  /** Keys of all objects of an item together. */
  maxKeys?: number
}

/** Names through which a careless copy of an object reaches its prototype. */
const RESERVED_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * One linear pass over JSON text: finds each item's own characters, and the problems a parser does not report.
 *
 * It does not judge syntax: text that `JSON.parse` refuses gives some answer, never an exception. For valid text the
 * items are those `JSON.parse` sees, also where a key is repeated (the last one stands) or written with escapes.
 */
export function scanJson(text: string, options: ScanOptions = {}): JsonScan {
  const { list, maxDepth = 64, maxKeys = 1000 } = options
  const body: Scope = { base: 0, keys: 0 }
  const path: (string | number)[] = []
  const isObject: boolean[] = []
  let items: JsonItem[] | undefined
  let scope = body
  let depth = 0
  let at = 0
  let isKeyNext = false
  let isInList = false
  let itemStart = -1
  let tokenEnd = 0

  const report = (kind: JsonProblem['kind']) => {
    scope.problem ??= { kind, pointer: jsonPointer(path.slice(scope.base, Math.min(depth, path.length))) }
  }
  const closeItem = () => {
    if (!isInList || depth !== LIST_DEPTH || itemStart < 0) return
    items!.push({ start: itemStart, end: tokenEnd, ...(scope.problem && { problem: scope.problem }) })
    itemStart = -1
    scope = body
  }

  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code <= 0x20) {
      at++
      continue
    }
    if (isInList && depth === LIST_DEPTH && itemStart < 0 && code !== COMMA && code !== CLOSE_LIST) {
      itemStart = at
      scope = { base: LIST_DEPTH, keys: 0 }
    }
    if (code === QUOTE) {
      const { end, isPlain } = readString(text, at)
      if (isKeyNext) {
        const key = readKey(text, at, end)
        path[depth - 1] = key
        isKeyNext = false
        if (depth === 1 && key === list) items = undefined
        if (++scope.keys > maxKeys) report('keys')
        if (RESERVED_KEYS.has(key)) report('reserved-key')
      }
      if (!isPlain && hasLoneSurrogate(text, at, end)) report('surrogate')
      at = tokenEnd = end
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      const isList = code === OPEN_LIST
      if (isList && depth === 1 && isObject[0] && path[0] === list && list !== undefined) {
        items = []
        isInList = true
      }
      if (depth - scope.base >= maxDepth) report('depth')
      depth++
      // Deeper than the limit nothing is looked at any more, so nothing needs remembering: memory stays bounded.
      if (depth <= LIST_DEPTH + maxDepth) {
        isObject[depth - 1] = !isList
        path[depth - 1] = isList ? 0 : ''
      }
      isKeyNext = !isList && depth <= LIST_DEPTH + maxDepth
      at++
      tokenEnd = at
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      closeItem()
      if (isInList && depth === LIST_DEPTH) isInList = false
      depth = Math.max(0, depth - 1)
      if (path.length > depth) path.length = depth
      isKeyNext = false
      at++
      tokenEnd = at
    } else if (code === COMMA) {
      closeItem()
      const step = path[depth - 1]
      if (isObject[depth - 1] && depth === path.length) isKeyNext = true
      else if (typeof step === 'number') path[depth - 1] = step + 1
      at++
    } else {
      at++
      if (code !== COLON) tokenEnd = at
    }
  }
  return { ...(items && { items }), ...(body.problem && { problem: body.problem }) }
}

/** Where problems are counted: the body, or one item of the list. */
interface Scope {
  base: number
  keys: number
  problem?: JsonProblem
}

/** The list's items lie in an array (2) in the body's object (1). */
const LIST_DEPTH = 2

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d

/** The string that opens at `start`: the index behind it, and whether it can hold neither surrogates nor escapes. */
function readString(text: string, start: number): { end: number; isPlain: boolean } {
  let isPlain = true
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return { end: at + 1, isPlain }
    if (code === BACKSLASH) {
      isPlain = false
      at++
    } else if (code >= 0xd800) isPlain = false
  }
  return { end: text.length, isPlain }
}

/** A key as the parser reads it. Escapes are rare in keys; only then does it cost more than a slice. */
function readKey(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1)
  if (!inner.includes('\\')) return inner
  try {
    return JSON.parse(text.slice(start, end)) as string
  } catch {
    // Not JSON: the parser proper refuses the whole text, so any answer does.
    return inner
  }
}

/** Half of a surrogate pair cannot be written in UTF-8: stored and sent on, it would become another text. */
function hasLoneSurrogate(text: string, start: number, end: number): boolean {
  let isHighOpen = false
  for (let at = start + 1; at < end - 1; at++) {
    let unit = text.charCodeAt(at)
    if (unit === BACKSLASH) {
      at++
      if (text.charCodeAt(at) === LETTER_U) {
        unit = Number.parseInt(text.slice(at + 1, at + 5), 16)
        at += 4
      }
    }
    if (isLowSurrogate(unit) !== isHighOpen) return true
    isHighOpen = isHighSurrogate(unit)
  }
  return isHighOpen
}

const LETTER_U = 0x75
