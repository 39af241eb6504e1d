import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import { severityOf } from './codes.ts'
import { lineIndex } from './line-index.ts'
import type { Finding, Problem } from './problem.ts'

const MAX_LENGTH = 1_000_000
const MAX_DEPTH = 100

/** A JSONC file that was read: its value, and where in the text each part of it stands. */
export interface SourceText {
  value: unknown
  /** False when the text is no JSON: `value` then holds what could be recovered, not what was meant. */
  isReadable: boolean
  /** What the text alone shows to be wrong. */
  problems: Problem[]
  locate(finding: Finding): Problem
}

/** Reads JSON with comments and trailing commas. Never throws, however strange the text. */
export function readSource(text: string): SourceText {
  const at = placer(text)
  const fatal = (problem: Problem): SourceText => ({
    value: undefined,
    isReadable: false,
    problems: [problem],
    locate: (finding) => at(finding, 0, 1),
  })
  if (text.length > MAX_LENGTH) {
    return fatal(
      at({ code: 'C116', path: [], message: `The file has more than ${MAX_LENGTH} characters.` }, 0, 1),
    )
  }
  const tooDeep = offsetBeyondDepth(text)
  if (tooDeep !== null) {
    return fatal(
      at({ code: 'C116', path: [], message: `More than ${MAX_DEPTH} levels are nested here.` }, tooDeep, 1),
    )
  }
  const errors: ParseError[] = []
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true })
  if (!root) {
    const isEmpty = errors.every(({ error }) => printParseErrorCode(error) === 'ValueExpected')
    if (isEmpty) return fatal(at({ code: 'C100', path: [], message: 'The file is empty.' }, 0, 1))
    return fatal(at(syntaxFinding(errors[0]!), errors[0]!.offset, errors[0]!.length))
  }
  return {
    value: getNodeValue(root),
    isReadable: errors.length === 0,
    problems:
      errors.length > 0
        ? untilCutOff(errors, text).map((error) => at(syntaxFinding(error), error.offset, error.length))
        : faultyKeys(root).map(({ key, finding }) => at(finding, key.offset, key.length)),
    locate: (finding) => {
      const node = nodeFor(root, finding)
      return at(finding, node.offset, isContainer(node) ? 1 : node.length)
    },
  }
}

function placer(text: string): (finding: Finding, offset: number, length: number) => Problem {
  const positionOf = lineIndex(text)
  return ({ code, path, message, help }, offset, length) => {
    const { line, column, lineEnd } = positionOf(offset)
    return {
      severity: severityOf(code),
      code,
      message,
      pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      path: path
        .slice(0, 2)
        .filter((step) => typeof step === 'string')
        .join(' > '),
      line,
      column,
      length: Math.max(1, Math.min(length, lineEnd - offset)),
      ...(help !== undefined && { help }),
    }
  }
}

/** The parser calls itself for every level, so a text of a million brackets has to be turned away before it. */
function offsetBeyondDepth(text: string): number | null {
  const scanner = createScanner(text, true)
  let depth = 0
  while (scanner.getPosition() < text.length) {
    scanner.scan()
    const character = scanner.getTokenLength() === 1 ? text[scanner.getTokenOffset()] : ''
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    if (depth > MAX_DEPTH) return scanner.getTokenOffset()
  }
  return null
}

/** The part of the text to underline: the value, its key where the value spans lines or is missing. */
function nodeFor(root: Node, { path, isAboutKey }: Finding): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (!node) continue
    const key = node.parent?.type === 'property' ? node.parent.children![0]! : undefined
    const isWhole = length === path.length
    return key && ((isWhole && isAboutKey) || isContainer(node)) ? key : node
  }
  return root
}

function isContainer(node: Node): boolean {
  return node.type === 'object' || node.type === 'array'
}

interface FaultyKey {
  key: Node
  finding: Finding
}

/** What is lost once the text has become a value: keys written twice, and `__proto__`, which is no key like others. */
function faultyKeys(node: Node, path: Finding['path'] = []): FaultyKey[] {
  if (node.type === 'array') return (node.children ?? []).flatMap((item, i) => faultyKeys(item, [...path, i]))
  if (node.type !== 'object') return []
  const seen = new Set<string>()
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children as [Node, Node | undefined]
    const here = [...path, key.value as string]
    const found: FaultyKey[] = []
    if (seen.has(key.value)) {
      const message = `"${key.value}" is written twice in the same block.`
      found.push({ key, finding: { code: 'C101', path: here, message } })
    }
    if (key.value === '__proto__') {
      found.push({ key, finding: { code: 'C109', path: here, message: '"__proto__" cannot be a name.' } })
    }
    seen.add(key.value)
    return [...found, ...(value ? faultyKeys(value, here) : [])]
  })
}

/** A file that is cut off lacks a value and every closing bracket, all at one place: the first error there says it. */
function untilCutOff(errors: readonly ParseError[], text: string): readonly ParseError[] {
  const end = text.trimEnd().length
  const cut = errors.findIndex(({ offset, length }) => offset + length >= end)
  return cut === -1 ? errors : errors.slice(0, cut + 1)
}

function syntaxFinding(error: ParseError): Finding {
  const message = SYNTAX[printParseErrorCode(error.error)] ?? 'This is not JSON.'
  return { code: 'C100', path: [], message }
}

const SYNTAX: Partial<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidSymbol: 'This is not a value: a text needs double quotes.',
  InvalidNumberFormat: 'This is not a number.',
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is missing before this.',
  CommaExpected: 'A comma is missing before this.',
  CloseBraceExpected: 'A closing } is missing.',
  CloseBracketExpected: 'A closing ] is missing.',
  EndOfFileExpected: 'Nothing may follow the end of the file.',
  UnexpectedEndOfComment: 'A comment is not closed with */.',
  UnexpectedEndOfString: 'A text is not closed with double quotes.',
  UnexpectedEndOfNumber: 'A number ends too early.',
  InvalidUnicode: 'A \\u escape needs four hexadecimal digits.',
  InvalidEscapeCharacter: 'There is no such escape in JSON.',
  InvalidCharacter: 'A control character may not stand in a text.',
}
