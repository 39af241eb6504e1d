import { Command, CommanderError, Option } from 'commander'
import { SHOP_SYSTEMS } from '../../shared/exchange/export/shop-tags.ts'
import { EXPORT_KINDS } from '../../shared/exchange/export/table.ts'
import { IMPORT_KINDS } from '../../shared/exchange/import/kinds.ts'
import { checkCommand } from './commands/check.ts'
import { explainCommand } from './commands/explain.ts'
import { type ExportCommandOptions, exportCommand } from './commands/export.ts'
import { fieldsCommand } from './commands/fields.ts'
import { type ImportCommandOptions, importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { privacyErase, privacyExport, privacyRegister } from './commands/privacy.ts'
import { publishCommand } from './commands/publish.ts'
import { pullCommand, showCommand } from './commands/pull.ts'
import { FORMATS } from './report.ts'
import type { GlobalOptions } from './settings.ts'
import { CommandError, EXIT, type Exit, type Terminal } from './terminal.ts'

/** Runs the `vicino` command and answers with its exit code: 0 ok, 1 problems, 2 used wrongly. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exit: Exit = EXIT.ok
  const program = commands(terminal, (code) => {
    exit = code
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (!(error instanceof CommandError)) throw error
    terminal.writeError(`${error.message}\n`)
    return error.exit
  }
}

function commands(terminal: Terminal, end: (exit: Exit) => void): Command {
  const program = new Command('vicino')
    .description('Check, publish and fetch what a shop shows its shoppers.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.writeError(text),
    })
    .option('--url <url>', 'address of the Worker (else VICINO_URL, else .vicino/local.json)')
    .option('--key <key>', "the shop's secret key (else VICINO_SECRET_KEY, else .vicino/local.json)")
    .addOption(new Option('--format <format>', 'how problems are written').choices(FORMATS).default('text'))
    .showHelpAfterError('(vicino --help lists the commands)')
  const options = () => program.opts<GlobalOptions>()

  program
    .command('check')
    .description('find every mistake in a config or setup file')
    .argument('[file]', 'a file, or - for standard input; without one, the config and setup of this folder')
    .action((file) => end(checkCommand(file, options(), terminal)))
  program
    .command('publish')
    .description('check a file and make it the next version')
    .argument('[file]', 'the file', 'vicino.config.jsonc')
    .requiredOption('-m, --message <text>', 'what changes, for those who read the history')
    .action(async (file, { message }) => end(await publishCommand({ file, message }, options(), terminal)))
  program
    .command('pull')
    .description('fetch what is published into a file')
    .argument('[file]', 'the file', 'vicino.config.jsonc')
    .option('--force', 'overwrite a file that differs')
    .action(async (file, { force }) => end(await pullCommand({ file, force }, options(), terminal)))
  program
    .command('show')
    .description('print what is published')
    .addArgument(program.createArgument('<what>').choices(['config', 'setup']))
    .action(async (what) => end(await showCommand(what, options(), terminal)))
  const privacy = program.command('privacy').description('the rights of a person, and the register')
  privacy
    .command('export')
    .description('all that is kept of a person: given, observed, derived')
    .argument('<whom>', 'a profile id, or type/value such as user_id/ada')
    .option('--csv', 'as a table')
    .option('-o, --out <file>', 'into a new file')
    .action(async (whom, more) => end(await privacyExport({ whom, ...more }, options(), terminal)))
  privacy
    .command('erase')
    .description('erase a person everywhere, and print the receipt')
    .argument('<whom>', 'a profile id, or type/value such as user_id/ada')
    .option('--yes', 'it is meant')
    .option('-o, --out <file>', 'the receipt into a new file')
    .action(async (whom, more) => end(await privacyErase({ whom, ...more }, options(), terminal)))
  privacy
    .command('register')
    .description('the register of processing, from config and setup')
    .option('--json', 'as JSON instead of Markdown')
    .option('-o, --out <file>', 'into a new file')
    .action(async (more) => end(await privacyRegister(more, options(), terminal)))
  program
    .command('fields')
    .description('list the fields that came, and how far people are read by what is published')
    .argument('[text]', 'only fields with this in their path')
    .option('--new', 'only fields that the setup does not classify')
    .action(async (text, { new: isNew }) => end(await fieldsCommand({ text, isNew }, options(), terminal)))
  program
    .command('explain')
    .description('say more about a code such as C104')
    .argument('<code>')
    .action((code) => end(explainCommand(code, terminal)))
  program
    .command('import')
    .description('bring in customers, orders and more from other systems')
    .argument('<files...>', 'CSV or NDJSON files')
    .addOption(
      new Option('--as <kind>', 'what the files hold (else their columns say)').choices(IMPORT_KINDS),
    )
    .option('--mapping <file>', 'JSON: where columns go and what words mean')
    .option('--preview', 'show what goes where, and send nothing')
    .option('--max-refused <share>', 'stop where more rows than this cannot be taken', '10%')
    .option('--resume', 'go on where the last import of these files stopped')
    .option('--source <name>', 'the system they come from, such as shopify')
    .option('--currency <code>', 'of amounts that name none')
    .option('--timezone <zone>', 'of times that name none, such as Europe/Rome')
    .addOption(new Option('--dates <order>', 'what comes first in 03/04/2026').choices(['dmy', 'mdy']))
    .addOption(new Option('--decimal <mark>', 'the decimal mark of amounts').choices([',', '.']))
    .option('--encoding <name>', 'windows-1250, windows-1252, … where a file is not UTF-8')
    .action(async (files: string[], given: ImportCommandOptions) =>
      end(await importCommand(files, given, options(), terminal)),
    )
  program
    .command('export')
    .description('write people as other systems take them')
    .addOption(new Option('--as <kind>', 'what it is for').choices(EXPORT_KINDS).default('crm'))
    .option('--segment <name>', 'people in it; else everybody')
    .option('--ndjson', 'an object a line instead of CSV')
    .addOption(new Option('--system <name>', 'whose tags').choices(SHOP_SYSTEMS))
    .option('--out <file>', 'a file; else standard output')
    .option('--force', 'overwrite the file')
    .action(async (given: ExportCommandOptions) => end(await exportCommand(given, options(), terminal)))
  program
    .command('init')
    .description('write a first vicino.config.jsonc')
    .action(() => end(initCommand(terminal)))
  return program
}
