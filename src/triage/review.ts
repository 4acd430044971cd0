import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import type { Reading } from './find.ts'
import { isSyllable } from './text/syllable.ts'
import { isAtLeast } from './levels.ts'
import type { Urgency } from './levels.ts'

/** Why a human must read a conversation whatever its level; the words are keys of `triage.json`. */
export type ReviewReason = 'review.attack' | 'review.joke' | 'review.language' | 'review.takes-back'

/** Below this share of Vietnamese syllables a text is another language, or unreadable. */
const VIETNAMESE_SHARE = 0.55
/** English words that happen to be Vietnamese syllables say nothing about the language. */
const ENGLISH = new Set('i my me is a an the he she him her to in on and not you it we are was hit am at so do no go help please dad mom can us'.split(' '))

/** The reasons that hold for these words at this level. */
export function reviewReasons(book: CueBook, reading: Reading, level: Urgency): ReviewReason[] {
  const has = (name: string): boolean => occurrencesOf(book, reading, name).length > 0
  const reasons: ReviewReason[] = []
  if (has('prompt-attack')) reasons.push('review.attack')
  if (isAtLeast(level, 'medium') && has('joke') && !has('no-joke')) reasons.push('review.joke')
  if (isAtLeast(level, 'high') && has('calm-down')) reasons.push('review.takes-back')
  if (foreign(reading)) reasons.push('review.language')
  return reasons
}

function foreign(reading: Reading): boolean {
  const words = reading.tokens.filter((token) => /\p{L}{2,}/u.test(token.word))
  if (words.length < 3) return false
  const vietnamese = words.filter((token) => !ENGLISH.has(token.word) && (isSyllable(token.word) || token.exact.length > 1)).length
  const counted = words.length
  return vietnamese / counted < VIETNAMESE_SHARE
}
