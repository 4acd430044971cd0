/** Which of our two languages a message is in, when it is plain. */
import { bare } from './words.ts'
import type { Locale } from './types.ts'

const ENGLISH = new Set([
  'i', 'my', 'me', 'am', 'is', 'are', 'the', 'a', 'and', 'you', 'help', 'please', 'hello', 'want', 'need', 'have', 'has', 'to',
  'of', 'not', 'what', 'can', 'child', 'someone', 'he', 'she', 'they', 'with', 'for', 'there', 'this', 'was', 'do', 'does', 'dont',
  'speak', 'english', 'how', 'who', 'report', 'scared', 'afraid', 'feel', 'it', 'in', 'at', 'about',
  'father', 'mother', 'dad', 'mom', 'mum', 'brother', 'sister', 'friend', 'friends', 'hit', 'hits', 'beats', 'hurt', 'hurts', 'every', 'day',
  'home', 'school', 'teacher', 'sad', 'alone', 'want', 'know', 'his', 'her', 'him', 'on', 'be', 'will', 'thanks', 'thank',
])
const MARKED = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/iu

/** `vi` when Vietnamese marks are there; `en` when at least three words, and half of all, are common English ones. */
export function detectLocale(text: string): Locale | undefined {
  if (MARKED.test(text)) return 'vi'
  const words = bare(text.replaceAll("'", '')).split(' ')
  const english = words.filter((word) => ENGLISH.has(word)).length
  return english >= 3 && english * 2 >= words.length ? 'en' : undefined
}

/** Bare Vietnamese syllables: an optional beginning, a vowel group, an optional ending. Teen spellings without vowels count too. */
const ONSET = 'ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvxzfwj]'
const VOWELS = 'uyeu|uoi|uou|ieu|yeu|oai|oay|oao|oeo|uay|uya|uye|uyu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|[aeiouy]'
const SYLLABLE = new RegExp(`^(?:(?:${ONSET})?(?:${VOWELS})(?:ch|nh|ng|[cmnptk])?|[bcdghklmnpqrstvxzjy]{1,3})$`)

/** "quáaaa" is "quá". */
function isSyllable(word: string): boolean {
  return SYLLABLE.test(word.replace(/(.)\1+$/u, '$1'))
}

/** Typed marks that stayed letters ("ddanhs", "muoons") taken off. */
function withoutTelex(word: string): string {
  return word.replace(/[sfrxj]$/, '').replaceAll('dd', 'd').replace(/([aeo])\1/g, '$1').replaceAll('w', '')
}

/** Fewest words of a message that is judged at all. */
const JUDGED_WORDS = 4

/** Whether a message looks like neither Vietnamese nor English (Cơ Tu, Xơ Đăng, …, or keyboard noise): a human must read it. */
export function isForeign(text: string): boolean {
  const letters = text.replaceAll(/[^\p{L}\s']/gu, ' ')
  const words = letters.split(/\s+/).map(bare).filter((word) => word.length > 1)
  if (words.length < JUDGED_WORDS) return false
  if (detectLocale(text) === 'en') return false
  const known = words.filter((word) => isSyllable(word) || isSyllable(withoutTelex(word)) || ENGLISH.has(word)).length
  return known * 2 < words.length
}
