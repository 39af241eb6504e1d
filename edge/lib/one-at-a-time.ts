/** The same work, of which only one is under way: whoever asks meanwhile waits for that one. */
export function oneAtATime<Done>(work: () => Promise<Done>): () => Promise<Done> {
  let running: Promise<Done> | null = null
  return () => {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }
}
