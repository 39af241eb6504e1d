import { createServer } from 'node:net'
import { SetupError } from '../setup/step.mjs'

/** Refuses a taken port with a sentence that names the remedy. Port 0 is always free. */
export async function assertPortIsFree(port: number): Promise<void> {
  if (port === 0 || (await isFree(port))) return
  throw new SetupError(`Port ${port} is taken; stop the other program or run npm start -- --port ${port + 1}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE'
        ? resolve(false)
        : reject(new SetupError(`Port ${port} cannot be used: ${error.message}`)),
    )
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
