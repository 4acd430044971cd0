import type { Ground } from '../../../../src/cases/referralFlow.ts'
import { serverNow } from '../../time/clock.ts'
import { localInput } from '../../time/localInput.ts'

/** The articles of Luật 91/2025 Điều 19.1 under which data may leave without consent. */
export const ARTICLES = ['19-1a', '19-1b', '19-1c', '19-1d', '19-1đ'] as const

/** A ground while it is being written: both kinds at once, so that changing one's mind loses nothing. */
export type GroundDraft = {
  kind: Ground['kind']
  article: (typeof ARTICLES)[number]
  why: string
  childAgreed: boolean
  guardianAgreed: boolean
  how: string
  on: string
}

/** What stands written already, or an empty draft of today. */
export function draftOfGround(ground: Ground | null): GroundDraft {
  const today = localInput(serverNow()).slice(0, 10)
  return { kind: 'legal', article: '19-1a', why: '', childAgreed: false, guardianAgreed: false, how: '', on: today, ...ground }
}

/** The ground behind a draft; undefined while it is not provable yet: no reason, or no word on how consent was given. */
export function groundOf({ kind, article, why, childAgreed, guardianAgreed, how, on }: GroundDraft): Ground | undefined {
  if (kind === 'legal') return why.trim() === '' ? undefined : { kind, article, why }
  return how.trim() === '' || on === '' ? undefined : { kind, childAgreed, guardianAgreed, how, on }
}
