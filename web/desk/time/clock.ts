/**
 * The server's clock, as far as the desk knows it: a counsellor's laptop may be minutes wrong, the clocks of
 * waiting children must not be.
 */
let aheadMs = 0

/** Takes the server's time from an answer (ISO 8601). */
export function setServerTime(iso: string, receivedAt = Date.now()): void {
  aheadMs = Date.parse(iso) - receivedAt
}

/** Milliseconds since the epoch by the server's clock. */
export function serverNow(): number {
  return Date.now() + aheadMs
}
