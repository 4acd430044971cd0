/** Whether a channel that usually speaks is silent: by how much it says at these hours of the day, as the last weeks went. */

const STEP_MS = 10 * 60_000
/** Waiting longer tells nothing new. */
const MOST_MS = 7 * 24 * 3_600_000
/** With so many messages to be expected, hearing none at all happens by chance once in a thousand times (e^-7). */
const ENOUGH = 7

/** Messages to be expected between two moments. `hourly`: messages an hour, by the hour of the day (24). */
export function expectedBetween(hourly: readonly number[], from: Date, to: Date, timeZone: string): number {
  const hourOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone })
  const start = Math.max(from.getTime(), to.getTime() - MOST_MS)
  let expected = 0
  for (let at = start; at < to.getTime(); at += STEP_MS) {
    const part = Math.min(STEP_MS, to.getTime() - at)
    expected += ((hourly[Number(hourOf.format(at))] ?? 0) * part) / 3_600_000
  }
  return expected
}

export function isSilent(hourly: readonly number[], lastAt: Date | null, now: Date, timeZone: string): boolean {
  return lastAt !== null && expectedBetween(hourly, lastAt, now, timeZone) >= ENOUGH
}
