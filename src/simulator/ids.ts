import { randomBytes, randomInt } from 'node:crypto'

/** Platform ids are larger than 2^53: whoever reads one as a number gets another person's. */
export function bigId(): string {
  return `${randomInt(2, 9)}${Array.from({ length: 18 }, () => randomInt(0, 10)).join('')}`
}

export function hexId(bytes = 10): string {
  return randomBytes(bytes).toString('hex')
}

export function secret(): string {
  return randomBytes(24).toString('base64url')
}
