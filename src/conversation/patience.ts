/** Waiting for a database that may say nothing at all: frozen, or behind a line that swallows. */

/** Zalo wants its 200 within two seconds. */
export const ANSWER_MS = 1_600

/** Nothing was said in time. The work itself may still be done, or not. */
export class Silent extends Error {
  readonly code = 'silent'
}

/** Waits for `work` for so long and no longer. @throws Silent */
export async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Silent()), milliseconds)
  })
  work.catch(() => undefined)
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}
