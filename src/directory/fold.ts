/**
 * Vietnamese as people really type it, folded to keys that can be compared. Each fold forgets a little more:
 * marked (tone placement, case) < plain (no marks) < compact (no spaces, no doubled letters) < sound (dialect spelling).
 */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const MARKS = /[\u0300-\u036f]/g
/** Between letters of one word in highland names: Ch'ơm, Tr’hy. */
const INNER = /(?<=\p{L})['’ʼ`´](?=\p{L})/gu

/** Words of a text, lower case, NFC, apostrophes inside names dropped; "," stands between clauses. */
export function words(text: string): string[] {
  const tidy = text.normalize('NFC').toLowerCase().replace(INNER, '').replace(/[-–_]+/g, ' ')
  return tidy.match(/[\p{L}\p{M}\p{N}]+|[,;.\n!?()/]+/gu)?.map((one) => (/^[\p{L}\p{N}]/u.test(one) ? one : ',')) ?? []
}

/** One word with its tone moved to the end, so that "hoà" and "hòa" are one. */
export function marked(word: string): string {
  const letters = word.normalize('NFD')
  return letters.replace(TONES, '') + (letters.match(TONES) ?? []).join('')
}

/** Without any mark: "Quế Thọ" → "que tho". */
export function plain(word: string): string {
  return word.normalize('NFD').replace(MARKS, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
}

/** No spaces, no doubled letters: "La Êê", "la e" → "lae". Takes plain text. */
export function compact(plainText: string): string {
  return plainText.replace(/[^a-z0-9]/g, '').replace(/(.)\1+/g, '$1')
}

/** A word typed with the Telex keyboard switched off: "thoj" → "tho", "ddieenj" → "dien". Unchanged when it is none. */
export function untelex(plainWord: string): string {
  const undoubled = plainWord.replace(/dd/, 'd').replace(/(aa|ee|oo)/, (pair) => pair.charAt(0)).replace(/(?<=[aou])w/g, '')
  return undoubled.length > 2 ? undoubled.replace(/[sfrxj]$/, '') : undoubled
}

const ONSETS: readonly (readonly [RegExp, string])[] = [
  [/^(gi(?=[aeou])|z|j)/, 'd'], [/^gi/, 'di'], [/^tr/, 'ch'], [/^s/, 'x'], [/^(ph|f)/, 'f'], [/^ngh/, 'ng'], [/^gh/, 'g'], [/^(qu|w)/, 'kw'], [/^[cq](?!h)/, 'k'],
]
const CODAS: readonly (readonly [RegExp, string])[] = [[/(nh|ng)$/, 'n'], [/(ch|c)$/, 't'], [/y/g, 'i']]

/** A plain word as it is heard: tr = ch, s = x, gi = d, final c = t and ng = n, y = i (central and southern speech, common misspellings). */
export function sound(plainWord: string): string {
  const fold = (rules: readonly (readonly [RegExp, string])[], word: string) => rules.reduce((so, [from, to]) => so.replace(from, to), word)
  return fold(CODAS, fold(ONSETS, plainWord)).replace(/(.)\1+/g, '$1')
}

/** How a personal name sounds, words in order: "Nguyễn Thị Tý", "nguyen thi ti" → one key. For blind indexes. */
export function soundOfName(name: string): string {
  return words(name).filter((word) => word !== ',').map((word) => sound(plain(word))).join(' ')
}
