import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One page of the documentation. */
export interface Page {
  /** From the project's root. */
  file: string
  text: string
}

/** A fenced block: the words behind its backticks, and what is in it. */
export interface Snippet {
  file: string
  line: number
  info: string
  text: string
}

const folders = readdirSync('docs', { recursive: true, encoding: 'utf8' })

/** Every page a reader may come to: README, changelog, and all of `docs/`. */
export const pages: readonly Page[] = [
  'README.md',
  'CHANGELOG.md',
  ...folders.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
].map((file) => ({ file, text: readFileSync(file, 'utf8') }))

export function pageText(file: string): string {
  const page = pages.find((known) => known.file === file)
  if (!page) throw new Error(`There is no ${file}`)
  return page.text
}

export function snippetsOf({ file, text }: Page): Snippet[] {
  return [...text.matchAll(/^```([^\n`]+)\n([\s\S]*?)^```$/gm)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    info: match[1]!.trim(),
    text: match[2]!,
  }))
}

/** The text without its fenced blocks and code spans, where brackets are no links. */
export function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '')
}

/** Names by which the headings of a page can be linked to, as GitHub makes them. */
export function anchorsOf(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
