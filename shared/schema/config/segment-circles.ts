import { conditionSites } from './condition-nodes.ts'
import type { Finding } from './problem.ts'
import type { Path, Raw } from './raw.ts'

/** Segments that cannot be worked out because each waits for the other; each circle is told once. */
export function circleFindings(data: Raw): Finding[] {
  const uses = new Map<string, { name: string; path: Path }[]>()
  for (const { path, nodes } of conditionSites(data)) {
    if (path[0] !== 'segments') continue
    const used = nodes.flatMap(({ node, path: at, head }) =>
      head === 'inSegment' || head === 'notInSegment'
        ? [{ name: String(node[head]), path: [...at, head] }]
        : [],
    )
    uses.set(String(path[1]), used)
  }
  const findings: Finding[] = []
  const done = new Set<string>()
  const visit = (name: string, trail: string[]) => {
    for (const use of uses.get(name) ?? []) {
      const start = trail.indexOf(use.name)
      if (start >= 0) {
        const circle = [...trail.slice(start), use.name].join(' → ')
        findings.push({
          code: 'C111',
          path: use.path,
          message: `These segments refer to each other in a circle: ${circle}.`,
        })
      } else if (!done.has(use.name)) {
        visit(use.name, [...trail, use.name])
      }
    }
    done.add(name)
  }
  for (const name of uses.keys()) if (!done.has(name)) visit(name, [name])
  return findings
}
