import { isCode, severityOf } from '../../../shared/schema/config/codes.ts'
import type { Problem } from '../../../shared/schema/config/problem.ts'
import { fetchPublished, type ProblemBody, putDocument } from '../api.ts'
import { readBase, writeBase } from '../base.ts'
import { checkFile, kindOf } from '../files.ts'
import { type Checked, report } from '../report.ts'
import { type GlobalOptions, remoteOf } from '../settings.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

/** `vicino publish -m …`: checks here first, so that mistakes are told without a network, then puts it on top. */
export async function publishCommand(
  { file, message }: { file: string; message: string },
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const checked = checkFile(file, terminal)
  if (checked.problems.some(({ severity }) => severity === 'error'))
    return report([checked], options.format, terminal)
  const say = (outcome: string): Exit => {
    if (checked.problems.length > 0 || options.format === 'json') report([checked], options.format, terminal)
    if (options.format !== 'json') terminal.write(`${outcome}\n`)
    else terminal.writeError(`${outcome}\n`)
    return EXIT.ok
  }
  const kind = kindOf(file)
  const remote = remoteOf(options, terminal)
  const current = await fetchPublished(kind, remote, terminal.fetch)
  if (current && current.text === checked.text) {
    writeBase(kind, remote, current.etag, terminal)
    return say(`Version ${current.version} is already this ${kind}; nothing was published.`)
  }
  const etag = current ? (readBase(kind, remote, terminal) ?? current.etag) : null
  const answer = await putDocument({ kind, text: checked.text, message, etag }, remote, terminal.fetch)
  switch (answer.status) {
    case 'published':
      writeBase(kind, remote, answer.etag, terminal)
      return say(`Published version ${answer.version} of the ${kind}.`)
    case 'stale':
      throw new CommandError(stale(file), EXIT.problems)
    case 'refused':
      report([refusedBy(answer.problem, checked)], options.format, terminal)
      return EXIT.problems
  }
}

function stale(file: string): string {
  return [
    'Somebody else published since; nothing of yours was published (412).',
    'Fetch theirs beside yours:  vicino pull theirs.jsonc',
    `Put your change on top of it in ${file}, then publish again.`,
  ].join('\n')
}

/** The Worker knows the shop's data, so it may find what the check here could not. */
function refusedBy({ detail, title, errors = [] }: ProblemBody, { file, text }: Checked): Checked {
  if (errors.length === 0)
    throw new CommandError(`The Worker refused it: ${detail ?? title ?? 'no reason given'}`, EXIT.problems)
  const problems = errors.map(
    ({ code = '', detail: message = '', pointer = '', path = '', line, column, length, help }): Problem => {
      const known = isCode(code) ? code : 'C103'
      return {
        severity: severityOf(known),
        code: known,
        message,
        pointer,
        path,
        line: line ?? 1,
        column: column ?? 1,
        length: length ?? 1,
        ...(help !== undefined && { help }),
      }
    },
  )
  return { file, text, problems }
}
