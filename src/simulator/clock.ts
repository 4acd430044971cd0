/** The platforms' clock: real time plus whatever a test has let pass. */
export type Clock = { now(): number; advance(milliseconds: number): void }

export const HOUR = 3_600_000

export function createClock(): Clock {
  let ahead = 0
  return { now: () => Date.now() + ahead, advance: (milliseconds) => void (ahead += milliseconds) }
}
