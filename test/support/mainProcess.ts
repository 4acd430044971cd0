/** `npm start` without npm: the real main.ts with its own data directory and port. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { eventually } from './eventually.ts'

export const DEMO_PASSWORD = 'mot-mat-khau-dung-thu'

export type MainProcess = { readonly url: string; readonly child: ChildProcess; readonly output: () => string; readonly ended: Promise<string>; stop(): Promise<string> }

/** Starts and waits until /readyz says ok. @throws with the output if it ends before. */
export async function startMain(dataDirectory: string, environment: Record<string, string> = {}): Promise<MainProcess> {
  const port = await freePort()
  const run = spawnMain({ PORT: String(port), DATA_DIR: dataDirectory, DEMO_PASSWORD, ...environment })
  const url = `http://127.0.0.1:${port}`
  await Promise.race([
    eventually(async () => (await fetch(`${url}/readyz`)).status === 200, { within: 45_000 }),
    run.ended.then((how) => { throw new Error(`main ended (${how}): ${run.output()}`) }),
  ])
  return { ...run, url }
}

/** Runs main.ts with just this environment. */
export function spawnMain(environment: Record<string, string>): Omit<MainProcess, 'url'> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'src', 'main.ts')], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code))
  return {
    child,
    ended,
    output: () => chunks.join(''),
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Below the range from which the system gives ports to everybody else, so that none is taken between here and there. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const free = await new Promise<boolean>((done) => {
      const server = createServer()
      server.once('error', () => done(false))
      server.listen(port, () => server.close(() => done(true)))
    })
    if (free) return port
  }
}
