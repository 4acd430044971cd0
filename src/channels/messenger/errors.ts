import * as z from 'zod'
import type { SendResult } from '../../conversation/channel.ts'
import type { DeliveryCode } from '../wire/index.ts'

export const graphErrorSchema = z.object({
  error: z.object({
    code: z.coerce.number(),
    error_subcode: z.coerce.number().nullish().catch(undefined),
    is_transient: z.boolean().nullish().catch(undefined),
  }),
})
export type GraphError = z.infer<typeof graphErrorSchema>['error']

/** By subcode first: one code means five different things (wire-facts §4.2, fact 14). */
const BY_SUBCODE: ReadonlyMap<number, DeliveryCode> = new Map([
  [2018278, 'window-closed'],
  [1545041, 'blocked'],
  [1893047, 'blocked'],
  [2018108, 'blocked'],
  [2018001, 'unknown-person'],
  [2018065, 'account'],
  [1893063, 'account'],
])

const RATE_LIMITS = new Set([4, 17, 32, 613, 80006, 2022])
const TEMPORARY = new Set([1, 2, 99, 1200])
const BY_CODE: ReadonlyMap<number, DeliveryCode> = new Map([
  [10, 'account'],
  [190, 'token'],
  [200, 'account'],
  [551, 'blocked'],
])

/** What Meta's error means for the message. */
export function graphErrorResult(error: GraphError): SendResult {
  const { code, error_subcode: subcode, is_transient: transient } = error
  const final = subcode ? BY_SUBCODE.get(subcode) : undefined
  if (final !== undefined) return { outcome: 'failed', code: final }
  if (RATE_LIMITS.has(code)) return { outcome: 'retry', code: 'rate-limit' }
  if (transient === true || (TEMPORARY.has(code) && transient !== false)) return { outcome: 'retry', code: 'temporary' }
  return { outcome: 'failed', code: BY_CODE.get(code) ?? 'refused' }
}

/** Outside the 24 hours: a counsellor's words may still go as HUMAN_AGENT. */
export function isWindowError(error: GraphError): boolean {
  return error.error_subcode === 2018278
}

/** A parameter Meta does not like: worth one try without buttons. */
export function isShapeError(error: GraphError): boolean {
  return (error.code === 100 && !error.error_subcode) || error.code === 105 || error.code === 194
}
