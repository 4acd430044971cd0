/** "18001581" → "1800 1581", "0905123456" → "0905 123 456"; short numbers as they are. */
export function spaced(number: string): string {
  if (number.length <= 4) return number
  if (number.length <= 8) return `${number.slice(0, 4)} ${number.slice(4)}`
  return `${number.slice(0, -6)} ${number.slice(-6, -3)} ${number.slice(-3)}`
}
