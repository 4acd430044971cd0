/** What a platform does wrong next. */
import type { Response } from 'express'

export type Fault =
  /** One of the platform's documented errors, in its own body. */
  | { kind: 'error'; code: number; subcode?: number; transient?: boolean }
  /** A bare HTTP status, as a load balancer gives it. */
  | { kind: 'status'; status: number; retryAfter?: number }
  /** The connection dies before anything is done. */
  | { kind: 'drop' }
  /** Done, and the connection dies before the answer. */
  | { kind: 'drop-after' }
  /** Done, and no answer ever comes. */
  | { kind: 'hang' }
  /** Done, and the answer comes late. */
  | { kind: 'slow'; milliseconds: number }
  /** A 200 that is not JSON. */
  | { kind: 'garbage' }

export type Faults = {
  /** The next `times` calls meet this. Later ones queue behind. */
  next(fault: Fault, times?: number): void
  /** Every call meets this, until cleared. */
  always(fault: Fault): void
  clear(): void
  /** The platform asks: what now? */
  take(): Fault | undefined
}

export function createFaults(): Faults {
  const queue: Fault[] = []
  let standing: Fault | undefined
  return {
    next: (fault, times = 1) => void queue.push(...Array.from({ length: times }, () => fault)),
    always: (fault) => void (standing = fault),
    clear() {
      queue.length = 0
      standing = undefined
    },
    take: () => queue.shift() ?? standing,
  }
}

/** Whether the work is done in spite of the fault. */
export function isDoneAnyway(fault: Fault | undefined): boolean {
  return fault === undefined || fault.kind === 'drop-after' || fault.kind === 'hang' || fault.kind === 'slow' || fault.kind === 'garbage'
}

/** Answers as the fault says; `honest` writes the answer there would have been. Platform errors are the platform's own. */
export async function answerWith(fault: Exclude<Fault, { kind: 'error' }> | undefined, response: Response, honest: () => void): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return honest()
    case 'status':
      if (fault.retryAfter !== undefined) response.set('retry-after', String(fault.retryAfter))
      response.status(fault.status).type('html').send(`<html><body>${fault.status}</body></html>`)
      return
    case 'drop':
    case 'drop-after':
      response.socket?.destroy()
      return
    case 'hang':
      return
    case 'slow':
      await new Promise((done) => setTimeout(done, fault.milliseconds).unref())
      if (!response.destroyed) honest()
      return
    case 'garbage':
      response.status(200).type('html').send('<html>ok</html>')
      return
  }
}
