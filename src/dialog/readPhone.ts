/** A Vietnamese phone number in any common writing → "0" and its digits; undefined when there is none. */
export function readPhone(text: string): string | undefined {
  const digits = /(?:\+?84|0)(?:[\s.()-]?\d){8,10}(?!\d)/.exec(text)?.[0].replace(/\D/g, '')
  if (digits === undefined) return undefined
  const national = digits.startsWith('84') ? `0${digits.slice(2)}` : digits
  return national.length >= 10 && national.length <= 11 ? national : undefined
}
