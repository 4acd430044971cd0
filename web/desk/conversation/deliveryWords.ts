import type { Message } from '../../../src/desk/api.ts'
import type { Words } from '../language/LanguageProvider.tsx'

/** Where a sent message is by now, in plain words; with the platform's reason when it could not be sent. */
export function deliveryWords({ status, errorCode }: Pick<Message, 'status' | 'errorCode'>, { t, maybe }: Pick<Words, 't' | 'maybe'>): string | undefined {
  if (status === null) return undefined
  const state = t(`status.${status}`)
  if (errorCode === null) return state
  return `${state} ${maybe(`delivery.${errorCode}`) ?? t('delivery.other', { code: errorCode })}`
}
