import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type RunningService = { readonly url: string; readonly process: ChildProcess; /** Resolves with the signal or code it ended with. */ readonly ended: Promise<string>; stop(): Promise<string> }

/** Starts test/support/serviceProcess.ts and waits until it listens. @throws with its stderr if it does not. */
export async function runService(environment: Record<string, string>): Promise<RunningService> {
  const script = join(import.meta.dirname, 'serviceProcess.ts')
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', NODE_ENV: 'test', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code))
  const complaints: string[] = []
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()))
  const ready = new Promise<string>((done) => {
    createInterface({ input: child.stdout }).on('line', (line) => { if (line.startsWith('ready ')) done(line.slice(6)) })
  })
  const url = await Promise.race([ready, ended.then((how) => { throw new Error(`the service ended (${how}) before it was ready: ${complaints.join('')}`) })])
  return {
    url,
    process: child,
    ended,
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** A data directory of its own: spool and keys. Processes that replace each other share it. */
export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'lang-nghe-data-'))
}
