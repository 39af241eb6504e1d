import { type OutputOptions, type RollupOptions, rollup } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'

/** Builds the shop's script in memory, as `rollup -c` writes it to disk: file name → text. */
export async function buildClient(): Promise<Record<string, string>> {
  const { options } = await loadConfigFile(new URL('../../../rollup.config.mjs', import.meta.url).pathname, {
    silent: true,
  })
  const files: Record<string, string> = {}
  for (const config of options.filter(isOfClient)) {
    const bundle = await rollup(config)
    const { output } = await bundle.generate(outputOf(config))
    for (const file of output) files[file.fileName] = String(file.type === 'chunk' ? file.code : file.source)
    await bundle.close()
  }
  return files
}

function isOfClient(config: RollupOptions): boolean {
  return outputOf(config).dir === 'dist/client'
}

function outputOf({ output }: RollupOptions): OutputOptions {
  return [output].flat()[0] ?? {}
}
