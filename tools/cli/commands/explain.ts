import { explain } from '../../../shared/schema/config/codes.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

/** `vicino explain C104`. */
export function explainCommand(code: string, terminal: Terminal): Exit {
  const text = explain(code.toUpperCase())
  if (text === undefined) throw new CommandError(`There is no code ${code}; codes look like C104.`)
  terminal.write(`${code.toUpperCase()}  ${text}\n`)
  return EXIT.ok
}
