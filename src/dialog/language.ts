/** Which of our two languages a first message is in, when it is plain. */
import { bare } from './words.ts'
import type { Locale } from './types.ts'

const ENGLISH = new Set([
  'i', 'my', 'me', 'am', 'is', 'are', 'the', 'a', 'and', 'you', 'help', 'please', 'hello', 'want', 'need', 'have', 'has', 'to',
  'of', 'not', 'what', 'can', 'child', 'someone', 'he', 'she', 'they', 'with', 'for', 'there', 'this', 'was', 'do', 'does', 'dont',
  'speak', 'english', 'how', 'who', 'report', 'scared', 'afraid', 'feel', 'it', 'in', 'at', 'about',
])
const MARKED = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/iu

/** `en` when at least three words, and half of all, are common English ones; `vi` when Vietnamese marks are there. */
export function detectLocale(text: string): Locale | undefined {
  if (MARKED.test(text)) return 'vi'
  const words = bare(text.replaceAll("'", '')).split(' ')
  const english = words.filter((word) => ENGLISH.has(word)).length
  return english >= 3 && english * 2 >= words.length ? 'en' : undefined
}
