import { createReadStream } from 'node:fs'
import { CommandError } from '../cli/terminal.ts'

/** How a file's bytes are to be read; absent = a byte order mark says it, else UTF-8. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'windows-1252' | 'iso-8859-2'

/** A file's text, piece by piece. Throws a CommandError for bytes that are not of the encoding: nothing is guessed. */
export async function* readFileText(file: string, stated?: Encoding): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let offset = 0
  try {
    for await (const bytes of createReadStream(file, {
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(stated ?? encodingOf(bytes), { fatal: true })
      yield decoder.decode(bytes, { stream: true })
      offset += bytes.length
    }
    if (decoder) yield decoder.decode()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CommandError(`There is no file ${file}.`)
    if (code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    throw new CommandError(
      `${file} is not ${decoder!.encoding} (within 256 KB after byte ${offset}). Say what it is: --encoding windows-1250 (Polish, Czech) or windows-1252 (Italian, Western).`,
    )
  }
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
