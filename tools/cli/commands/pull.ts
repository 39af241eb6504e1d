import { fetchPublished, type Published } from '../api.ts'
import { writeBase } from '../base.ts'
import { type DocumentKind, isThere, kindOf, readText, writeText } from '../files.ts'
import { type GlobalOptions, type Remote, remoteOf } from '../settings.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

/** `vicino pull [file]`: what is published, into a file; one that differs is overwritten only when asked. */
export async function pullCommand(
  { file, force }: { file: string; force?: boolean },
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const kind = kindOf(file)
  const { text, version, etag, remote } = await published(kind, options, terminal)
  if (isThere(file, terminal)) {
    const mine = readText(file, terminal)
    if (mine === text) {
      writeBase(kind, remote, etag, terminal)
      terminal.write(`${file} is already version ${version}.\n`)
      return EXIT.ok
    }
    if (!force)
      throw new CommandError(`${file} differs from version ${version}; --force overwrites it.`, EXIT.problems)
  }
  writeText(file, text, terminal)
  writeBase(kind, remote, etag, terminal)
  terminal.write(`Wrote version ${version} to ${file}.\n`)
  return EXIT.ok
}

/** `vicino show config|setup`: the published text, as it was written. */
export async function showCommand(
  kind: DocumentKind,
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { text } = await published(kind, options, terminal)
  terminal.write(text.endsWith('\n') ? text : `${text}\n`)
  return EXIT.ok
}

async function published(
  kind: DocumentKind,
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Published & { remote: Remote }> {
  const remote = remoteOf(options, terminal)
  const found = await fetchPublished(kind, remote, terminal.fetch)
  if (!found) throw new CommandError(`This shop has not published a ${kind} yet.`, EXIT.problems)
  return { ...found, remote }
}
