/** What is left of a score after a while: s·2^(−Δt/h). Time that runs backwards changes nothing. */
export function decayed(score: number, elapsedMs: number, halfLifeMs: number): number {
  return elapsedMs > 0 ? score * 2 ** (-elapsedMs / halfLifeMs) : score
}
