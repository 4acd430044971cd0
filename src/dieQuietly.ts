/** How the process ends when an error reached nobody: by its code and place. Node would print message and fields, and either may carry a child's words. */
import { writeSync } from 'node:fs'
import { errorCode, errorPlace } from './errors.ts'

const STDERR = 2

/** From now on an uncaught error, or a promise nobody looked at, ends the process with code 1 and one line without words. */
export function dieQuietly(): void {
  const die = (error: unknown) => {
    writeSync(STDERR, `${JSON.stringify({ level: 'fatal', code: errorCode(error), at: errorPlace(error) })}\n`)
    process.exit(1)
  }
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
}
