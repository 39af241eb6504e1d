import type * as z from 'zod'
import { conditionFindings } from './condition-rules.ts'
import { Config } from './config.ts'
import { fieldFindings } from './field-setup.ts'
import { identifierFindings } from './identifier-setup.ts'
import { issueFindings } from './issue-findings.ts'
import { configNotYet, setupNotYet } from './not-yet.ts'
import type { Finding, Problem } from './problem.ts'
import { privateKeyFindings, proofFindings } from './proof-setup.ts'
import { isBlock, type Path, type Raw } from './raw.ts'
import { type Known, referenceFindings } from './references.ts'
import { circleFindings } from './segment-circles.ts'
import { Setup } from './setup.ts'
import { readSource } from './source-text.ts'
import { configWarnings, dateFindings } from './warnings.ts'

const MAX_ENTRIES = 1000

export interface CheckOptions {
  known?: Known
  /** Epoch ms; lets the check say what is over. */
  now?: number
}

/** Checks the text of `vicino.config.jsonc`. All mistakes in one run; `config` is there only when there is none. */
export function checkConfig(
  text: string,
  { known = {}, now }: CheckOptions = {},
): { config?: Config; problems: Problem[] } {
  const { value, problems } = check(text, {
    schema: Config,
    ofAny: (data) => [
      ...configNotYet(data),
      ...conditionFindings(data),
      ...circleFindings(data),
      ...referenceFindings(data, known),
    ],
    ofValid: (config) => {
      const dates = dateFindings(config)
      return dates.length > 0 ? dates : configWarnings(config, now)
    },
  })
  return { ...(value && { config: value }), problems }
}

/** Checks the text of `vicino.setup.jsonc`. */
export function checkSetup(text: string): { setup?: Setup; problems: Problem[] } {
  const { value, problems } = check(text, {
    schema: Setup,
    ofAny: (data) => [...setupNotYet(data), ...privateKeyFindings(data.proofs)],
    ofValid: (setup) => [
      ...destinationFindings(setup),
      ...fieldFindings(setup.fields),
      ...identifierFindings(setup.identifiers),
      ...proofFindings(setup.proofs),
    ],
  })
  return { ...(value && { setup: value }), problems }
}

interface Checks<Value> {
  schema: z.ZodType<Value>
  /** Findings that make sense however wrong the rest of the file is. */
  ofAny(data: Raw): Finding[]
  /** Findings that need a file whose shape is right. */
  ofValid(value: Value): Finding[]
}

function check<Value>(
  text: string,
  { schema, ofAny, ofValid }: Checks<Value>,
): { value?: Value; problems: Problem[] } {
  const source = readSource(text)
  if (!source.isReadable) return { problems: source.problems }
  const crowd = crowdFindings(source.value)
  if (crowd.length > 0) return { problems: crowd.map(source.locate) }
  const parsed = schema.safeParse(source.value)
  const findings = withoutMoot([
    ...(parsed.success ? ofValid(parsed.data) : issueFindings(parsed.error.issues, source.value)),
    ...(isBlock(source.value) ? ofAny(source.value) : []),
  ])
  const problems = [...source.problems, ...findings.map(source.locate)].sort(byPlace)
  const isSound = parsed.success && problems.every(({ severity }) => severity === 'warning')
  return { ...(isSound && { value: parsed.data }), problems }
}

/** What a part lacks is moot while the part is not supported: whoever adds it finds the part refused again. */
function withoutMoot(findings: readonly Finding[]): Finding[] {
  const refused = findings.filter(({ code }) => code === 'C200').map(({ path }) => path)
  const isWithin = (path: Path) => refused.some((above) => above.every((key, depth) => path[depth] === key))
  return findings.filter(({ code, path }) => code !== 'C107' || !isWithin(path))
}

/** Every name is compared with every other, and segments may lead from one to the next: both need an end. */
function crowdFindings(value: unknown): Finding[] {
  if (!isBlock(value)) return []
  return Object.entries(value)
    .filter(([, block]) => isBlock(block) && Object.keys(block).length > MAX_ENTRIES)
    .map(([name]) => ({
      code: 'C116',
      path: [name],
      message: `"${name}" has more than ${MAX_ENTRIES} entries.`,
    }))
}

function byPlace(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column || a.code.localeCompare(b.code)
}

function destinationFindings(setup: Setup): Finding[] {
  return Object.entries(setup.sendTo ?? {}).flatMap(([name, { type, url, secret }]) =>
    type !== 'webhook'
      ? []
      : Object.entries({ url, secret })
          .filter(([, value]) => value === undefined)
          .map(([key]) => ({
            code: 'C107' as const,
            path: ['sendTo', name],
            message: `"${key}" is missing.`,
          })),
  )
}
