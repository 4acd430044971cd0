import type { SHIFT_KINDS as CONTRACT } from '../../../src/desk/api.ts'

/** duty: at the desk · on-call: answers alarms · deputy: when duty does not answer. */
export const SHIFT_KINDS = ['duty', 'on-call', 'deputy'] as const satisfies typeof CONTRACT
