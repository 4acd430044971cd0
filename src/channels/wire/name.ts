import { cleanText } from './fields.ts'

/** Asks a platform how somebody calls themselves. Undefined: it does not say, or did not answer. */
export type ReadName = (externalId: string) => Promise<string | undefined>

const LONGEST = 80

/** A display name as one line: nothing that hides, turns round or breaks what stands beside it. */
export function cleanName(name: string | undefined): string | undefined {
  const tidy = cleanText(name ?? '').replace(/[\p{C}\u2028\u2029]+/gu, ' ').replace(/\s+/g, ' ').trim()
  return tidy === '' ? undefined : [...tidy].slice(0, LONGEST).join('')
}
