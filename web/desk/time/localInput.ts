/** Vietnam keeps +07:00 all year: a moment is written into a form and read from it by that clock. */
const OFFSET = '+07:00'
const OFFSET_MS = 7 * 3600_000

/** A moment (ms) as the value of an `<input type="datetime-local">`, by the Centre's clock. */
export function localInput(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 16)
}

/** The moment behind such a value, ISO 8601. */
export function fromLocalInput(value: string): string {
  return `${value}:00${OFFSET}`
}
