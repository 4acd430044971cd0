/**
 * Why something is not there: safe to log, shown in the desk as `mediaCode.<code>`.
 * The first group is for ever (`refused`): the address or the thing itself is not one we take. The others are tried again.
 */
export const REFUSED_CODES = [
  /** Not an address of the platform's own media hosts. */
  'host',
  /** The name leads into a private network. */
  'address',
  /** Sent on to somewhere else, or in circles. */
  'redirect',
  /** Larger than 25 MB. */
  'too-large',
] as const
export const FAILED_CODES = [
  /** The platform no longer has it. */
  'gone',
  /** The platform could not be reached, or broke off. */
  'network',
  /** Not whole within a minute. */
  'timeout',
  /** The platform answered with an error. */
  'status',
  /** Nothing, or a page instead of a picture or recording. */
  'not-media',
] as const
export type RefusedCode = (typeof REFUSED_CODES)[number]
export type MediaCode = RefusedCode | (typeof FAILED_CODES)[number]

export function isRefused(code: MediaCode): code is RefusedCode {
  return REFUSED_CODES.some((one) => one === code)
}
