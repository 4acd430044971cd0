import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import type { Reading } from './find.ts'
import { isSyllable } from './text/syllable.ts'
import type { Token } from './text/tokens.ts'
import { isAtLeast } from './levels.ts'
import type { Urgency } from './levels.ts'

/** Why a human must read a conversation whatever its level; the words are keys of `triage.json`. */
export type ReviewReason = 'review.attack' | 'review.joke' | 'review.language' | 'review.takes-back'

/** Below this share of Vietnamese syllables a text is another language, or unreadable. */
const VIETNAMESE_SHARE = 0.55
/** English words that happen to be Vietnamese syllables say nothing about the language. */
const ENGLISH = new Set('i my me is a an the he she him her to in on and not you it we are was hit am at so do no go help please dad mom can us'.split(' '))

/** A letter of no Latin alphabet. */
const OTHER_SCRIPT = /(?=\p{L})\P{Script=Latin}/u

/** The reasons that hold for these words at this level. */
export function reviewReasons(book: CueBook, reading: Reading, level: Urgency): ReviewReason[] {
  const has = (name: string): boolean => occurrencesOf(book, reading, name).length > 0
  const reasons: ReviewReason[] = []
  if (has('prompt-attack')) reasons.push('review.attack')
  if (isAtLeast(level, 'medium') && jokes(book, reading)) reasons.push('review.joke')
  if (isAtLeast(level, 'medium') && has('calm-down')) reasons.push('review.takes-back')
  if (foreign(reading)) reasons.push('review.language')
  return reasons
}

/** "đùa" that is not the one in "em không đùa". */
function jokes(book: CueBook, reading: Reading): boolean {
  const denied = occurrencesOf(book, reading, 'no-joke')
  return occurrencesOf(book, reading, 'joke').some((joke) => !denied.some((no) => no.from <= joke.from && joke.to <= no.to))
}

function foreign(reading: Reading): boolean {
  if (reading.tokens.some((token) => OTHER_SCRIPT.test(token.word))) return true
  const words = reading.tokens.filter((token) => /\p{L}{2,}/u.test(token.word))
  if (words.length < 3) return unreadable(reading.tokens)
  const vietnamese = words.filter((token) => !ENGLISH.has(token.word) && isVietnamese(token)).length
  return vietnamese / words.length < VIETNAMESE_SHARE
}

/** A syllable, or a spelling of one that is known. */
function isVietnamese(token: Token): boolean {
  return isSyllable(token.word) || token.exact.length > 1
}

/** Keys hit at random ("asdkjh"): no Vietnamese word has four consonants in a row. */
const MASHED = /[bcdđfghjklmnpqrstvwxz]{4}/u
/** Thumbs, hearts and smiles say thanks; other signs without a word may say anything. */
const FRIENDLY = /[👍👌🙏❤🙂😊😀😁😄😆😂🤣🥰😍☺✅👋🎉🐶🐱]/u

/** Nothing but keys hit at random, or signs that are no thanks. */
function unreadable(tokens: readonly Token[]): boolean {
  const letters = tokens.filter((token) => /\p{L}/u.test(token.word))
  if (letters.length > 0) return letters.some((token) => MASHED.test(token.word)) && !letters.some(isVietnamese)
  return tokens.some((token) => /\p{Extended_Pictographic}/u.test(token.word) && !FRIENDLY.test(token.word))
}
