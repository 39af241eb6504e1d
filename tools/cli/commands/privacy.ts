import { callWorker } from '../api.ts'
import { isThere, writeText } from '../files.ts'
import { type GlobalOptions, remoteOf } from '../settings.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

/** Whom it is about: a profile id, or `type/value` such as `user_id/ada`. */
export type Whom = string

/** `vicino privacy export`: all that is kept of a person. */
export async function privacyExport(
  { whom, csv, out }: { whom: Whom; csv?: boolean; out?: string },
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const path = `privacy/export${csv ? '?format=csv' : ''}`
  const text = await callWorker(path, remoteOf(options, terminal), terminal.fetch, named(whom))
  return tell(csv ? text : pretty(text), out, terminal)
}

/** `vicino privacy erase`: for good, so it asks to be told twice. */
export async function privacyErase(
  { whom, yes, out }: { whom: Whom; yes?: boolean; out?: string },
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  if (!yes) throw new CommandError(`Erasing ${whom} cannot be undone; say --yes if it is meant.`)
  const text = await callWorker('privacy/erase', remoteOf(options, terminal), terminal.fetch, named(whom))
  return tell(pretty(text), out, terminal)
}

/** `vicino privacy register`: the register of processing, from what is published. */
export async function privacyRegister(
  { json, out }: { json?: boolean; out?: string },
  options: GlobalOptions,
  terminal: Terminal,
): Promise<Exit> {
  const path = `privacy/register${json ? '' : '?format=md'}`
  const text = await callWorker(path, remoteOf(options, terminal), terminal.fetch)
  return tell(json ? pretty(text) : text, out, terminal)
}

function named(whom: Whom): object {
  if (/^[pc]_[0-9a-f]{32}$/.test(whom)) return { profile: whom }
  const slash = whom.indexOf('/')
  if (slash > 0) return { type: whom.slice(0, slash), value: whom.slice(slash + 1) }
  throw new CommandError(`${whom} names nobody; expected a profile id or type/value, such as user_id/ada.`)
}

function pretty(json: string): string {
  return `${JSON.stringify(JSON.parse(json), null, 2)}\n`
}

function tell(text: string, out: string | undefined, terminal: Terminal): Exit {
  if (out === undefined) {
    terminal.write(text)
    return EXIT.ok
  }
  if (isThere(out, terminal))
    throw new CommandError(`${out} is there already; name another file.`, EXIT.problems)
  writeText(out, text, terminal)
  terminal.write(`Wrote ${out}.\n`)
  return EXIT.ok
}
