import type { SendResult } from '../../conversation/channel.ts'
import type { DeliveryCode } from '../wire/index.ts'

type Meaning = { outcome: 'retry' | 'failed'; code: DeliveryCode }

const failed = (code: DeliveryCode) => (error: number): [number, Meaning] => [error, { outcome: 'failed', code }]
const retry = (code: DeliveryCode) => (error: number): [number, Meaning] => [error, { outcome: 'retry', code }]

/** Zalo's error numbers (wire-facts §2.5). Their texts vary; the numbers count. */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  ...[-32].map(retry('rate-limit')),
  ...[-200].map(retry('temporary')),
  ...[-230, -232, -305].map(failed('window-closed')),
  ...[-217, -244].map(failed('blocked')),
  ...[-213, -227].map(failed('unknown-person')),
  ...[-216, -220].map(failed('token')),
  ...[-204, -205, -209, -212, -219, -221, -223, -224, -235, -242, -320].map(failed('account')),
  ...[-211, -218, -311, -321].map(failed('quota')),
  ...[-248].map(failed('policy')),
  ...[-210].map(failed('too-long')),
  ...[-234].map(failed('night')),
])

/** What an error number means for the message. A number we do not know is a refusal: never a blind retry. */
export function zaloErrorResult(error: number): SendResult {
  return MEANINGS.get(error) ?? { outcome: 'failed', code: 'refused' }
}

/** Access token invalid or expired: worth one fresh token. */
export function isTokenError(error: number): boolean {
  return error === -216 || error === -220
}

/** "Invalid field" and "message type not allowed": worth one try without buttons. */
export function isShapeError(error: number): boolean {
  return error === -201 || error === -233
}
