import { isMarked, isSyllable } from './syllable.ts'

/** Raw keystrokes of the two common keyboards, left in the text when the keyboard program was off. */

const TELEX_TONES: Record<string, number> = { s: 1, f: 2, r: 3, x: 4, j: 5 }
const LETTER_TONES: Record<string, string> = {
  a: 'áàảãạ', ă: 'ắằẳẵặ', â: 'ấầẩẫậ', e: 'éèẻẽẹ', ê: 'ếềểễệ', i: 'íìỉĩị', o: 'óòỏõọ', ô: 'ốồổỗộ',
  ơ: 'ớờởỡợ', u: 'úùủũụ', ư: 'ứừửữự', y: 'ýỳỷỹỵ',
}
const VOWEL = /[aeiouyăâêôơư]/

/** Put a tone (1–5) on some vowel; the canon does not care which. */
function withTone(letters: string, tone: number): string {
  const at = letters.search(VOWEL)
  const vowel = letters[at]
  if (vowel === undefined || tone === 0) return letters
  return letters.slice(0, at) + (LETTER_TONES[vowel]?.[tone - 1] ?? vowel) + letters.slice(at + 1)
}

function accept(letters: string, tone: number): string | undefined {
  const made = withTone(letters, tone)
  return isMarked(made) && isSyllable(made) ? made : undefined
}

/** "ddanhs" → "đánh", "nhaf" → "nhà"; undefined when the word is no Telex slip. */
export function fromTelex(word: string): string | undefined {
  if (!/^[a-z]{2,10}$/.test(word) || isSyllable(word)) return undefined
  let letters = ''
  let tone = 0
  for (const char of word) {
    const last = letters.at(-1) ?? ''
    if (VOWEL.test(letters) && TELEX_TONES[char] !== undefined && !(char === 'r' && last === 't')) {
      if (tone !== 0) return undefined
      tone = TELEX_TONES[char] ?? 0
    } else if (char === 'd' && letters[0] === 'd') letters = 'đ' + letters.slice(1)
    else if (char === 'a' && /a/.test(letters.slice(-3))) letters = letters.replace(/a(?=[^a]*$)/, 'â')
    else if (char === 'e' && /e/.test(letters.slice(-3))) letters = letters.replace(/e(?=[^e]*$)/, 'ê')
    else if (char === 'o' && /o/.test(letters.slice(-3))) letters = letters.replace(/o(?=[^o]*$)/, 'ô')
    else if (char === 'w') {
      const horned = letters.replace(/uo(?=[^uo]*$)/, 'ươ')
      if (horned !== letters) letters = horned
      else if (/[aou][^aou]*$/.test(letters)) {
        letters = letters.replace(/([aou])(?=[^aou]*$)/, (_, v: string) => ({ a: 'ă', o: 'ơ', u: 'ư' })[v] ?? v)
      } else if (!/[ơưă]/.test(letters)) letters += 'ư'
    } else letters += char
  }
  return accept(letters, tone)
}

const VNI_LETTERS: Record<string, Record<string, string>> = {
  6: { a: 'â', e: 'ê', o: 'ô' }, 7: { o: 'ơ', u: 'ư' }, 8: { a: 'ă' }, 9: { d: 'đ' },
}

/** "d9anh1" → "đánh", "chet61" → "chết"; undefined when the word is no VNI slip. */
export function fromVni(word: string): string | undefined {
  if (!/^[a-z]+[1-9][a-z1-9]*$/.test(word)) return undefined
  let letters = ''
  let tone = 0
  for (const char of word) {
    if (char >= '1' && char <= '5') tone = Number(char)
    else if (char >= '6' && char <= '9') {
      const change = VNI_LETTERS[char] ?? {}
      const at = [...letters].findLastIndex((letter) => change[letter] !== undefined)
      if (at < 0) return undefined
      letters = letters.slice(0, at) + (change[letters[at] ?? ''] ?? '') + letters.slice(at + 1)
      if (char === '7') letters = letters.replace('uơ', 'ươ')
    } else letters += char
  }
  return accept(letters, tone)
}
