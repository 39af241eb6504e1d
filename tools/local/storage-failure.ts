/** One sentence for a disk that takes nothing; undefined for every other error. */
export function storageFailure(error: unknown): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') return 'The disk is full; the shop needs about 100 MB.'
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') return undefined
  return `${path ?? 'The folder .vicino'} cannot be written (${code}); make it writable and run npm start again`
}
