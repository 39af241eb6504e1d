import type * as z from 'zod'
import type { Code } from './codes.ts'
import { isCode } from './codes.ts'
import { HEADS } from './condition.ts'
import { STEP_HEADS } from './journey.ts'
import type { Finding } from './problem.ts'
import { isBlock, type Path, valueAt } from './raw.ts'
import { nearestDuration, suggestion } from './suggest.ts'

type Issue = z.core.$ZodIssue

/** What zod found, in sentences: one finding for each mistake, wherever in a union it hides. */
export function issueFindings(issues: readonly Issue[], value: unknown, base: Path = []): Finding[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...(issue.path as Path)]
    return findings(issue, valueAt(value, issue.path), path)
  })
}

function findings(issue: Issue, value: unknown, path: Path): Finding[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        code: 'C102',
        path: [...path, key],
        message: `There is no key "${key}" here.`,
        help: suggestion(key, issue.message.split(' ')),
        isAboutKey: true,
      }))
    case 'invalid_union':
      if (issue.message === 'heads') return byHead(issue, value, path, { heads: HEADS, noun: 'A condition' })
      if (issue.message === 'step heads')
        return byHead(issue, value, path, { heads: STEP_HEADS, noun: 'A step' })
      return likeliest(issue, value, path)
    case 'invalid_key':
      return issue.issues.map((inner) => ({ ...coded(inner.message, 'C109'), path, isAboutKey: true }))
    case 'invalid_value': {
      if (value === undefined) return [missing(path)]
      const known = issue.values.map(String)
      return [
        {
          code: 'C103',
          path,
          message:
            known.length === 1
              ? `Expected ${quoted(issue.values[0])}.`
              : `${quoted(value)} is not known here.`,
          help: typeof value === 'string' && known.length > 1 ? suggestion(value, known) : undefined,
        },
      ]
    }
    case 'invalid_type':
      if (value === undefined) return [missing(path)]
      return [
        {
          code: 'C103',
          path,
          message: `Expected ${NOUNS[issue.expected] ?? issue.expected}, not ${kindOf(value)}.`,
        },
      ]
    case 'too_small':
    case 'too_big':
      return [{ code: 'C103', path, message: sizeMessage(issue) }]
    default: {
      const finding = coded(issue.message, 'C103')
      const duration =
        finding.code === 'C112' && typeof value === 'string' ? nearestDuration(value) : undefined
      return [{ ...finding, path, help: duration && `Did you mean "${duration}"?` }]
    }
  }
}

type Union = Extract<Issue, { code: 'invalid_union' }>

/** The variant a block was meant to be is the one its head key names; only that one's complaints are of use. */
function byHead(
  issue: Union,
  value: unknown,
  path: Path,
  { heads, noun }: { heads: readonly string[]; noun: string },
): Finding[] {
  if (!isBlock(value)) return [{ code: 'C106', path, message: `${noun} is written in braces, { }.` }]
  const found = heads.filter((head) => Object.hasOwn(value, head))
  if (found.length === 1) return issueFindings(issue.errors[heads.indexOf(found[0]!)] ?? [], value, path)
  if (found.length > 1) {
    return [
      {
        code: 'C106',
        path: [...path, found[1]!],
        message: `${noun} has one head, but here are ${found.map(quoted).join(' and ')}.`,
        help: noun === 'A condition' ? 'Put them side by side in { "all": [ … ] }.' : undefined,
        isAboutKey: true,
      },
    ]
  }
  const keys = Object.keys(value)
  const near = keys
    .map((key) => ({ key, help: suggestion(key, heads) }))
    .find(({ help }) => help?.startsWith('Did'))
  const finding: Finding = { code: 'C106', path, message: `${noun} starts with one of ${heads.join(', ')}.` }
  return [near ? { ...finding, path: [...path, near.key], help: near.help, isAboutKey: true } : finding]
}

/** Of a union without heads: the only variant that took the value's kind, else the union's own sentence. */
function likeliest(issue: Union, value: unknown, path: Path): Finding[] {
  if (value === undefined) return [missing(path)]
  const inside = issue.errors.filter((errors) =>
    errors.every(
      (error) => error.path.length > 0 || error.code === 'unrecognized_keys' || error.code === 'custom',
    ),
  )
  return inside.length === 1
    ? issueFindings(inside[0]!, value, path)
    : [{ ...coded(issue.message, 'C103'), path }]
}

function missing(path: Path): Finding {
  return { code: 'C107', path, message: `"${path.at(-1)}" is missing.` }
}

/** A message of our own schemas may begin with its code. */
function coded(message: string, otherwise: Code): { code: Code; message: string } {
  const [first = ''] = message.split(' ', 1)
  return isCode(first)
    ? { code: first, message: message.slice(first.length + 1) }
    : { code: otherwise, message }
}

function sizeMessage(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
  const unit = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : ''
  return `Expected ${bound}${unit}.`
}

const NOUNS: Record<string, string> = {
  object: 'a block in braces, { }',
  record: 'a block in braces, { }',
  array: 'a list in brackets, [ ]',
  tuple: 'two numbers in brackets, [ ]',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'a block'
  )
}

function quoted(value: unknown): string {
  return JSON.stringify(value)
}
