/** The code that staff send from their own phone: "LN-7KQM-3XHP". No letter that looks like another; 39 bits, ten minutes. */
import { randomInt } from 'node:crypto'

const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const SHAPE = /^\s*LN[\s-]*([2-9A-HJ-KM-NP-TV-Z]{4})[\s-]*([2-9A-HJ-KM-NP-TV-Z]{4})\s*$/i

export function makeLinkCode(): string {
  const signs = Array.from({ length: 8 }, () => SIGNS[randomInt(SIGNS.length)] ?? '').join('')
  return `LN-${signs.slice(0, 4)}-${signs.slice(4)}`
}

/** What is hashed of a text that is a code and nothing else. Undefined: it is what somebody says. */
export function readLinkCode(text: string): string | undefined {
  const [, first, second] = SHAPE.exec(text) ?? []
  return first === undefined || second === undefined ? undefined : `${first}${second}`.toUpperCase()
}
