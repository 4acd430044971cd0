/** One letter, digit or sign as the rules see it, and where it stands in the original text (UTF-16). */
export type Character = { char: string; start: number; end: number }

const CLUSTER = /(\P{M})(\p{M}*)/gsu
/** Zero-width and formatting characters people paste, or use to break up a word. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u

/**
 * Split a text into characters: composed (NFKC), lower case, invisible ones
 * left out. Composition happens inside a base letter with its marks, so every
 * character still knows its span in the original.
 */
export function charactersOf(text: string): Character[] {
  const out: Character[] = []
  for (const match of text.matchAll(CLUSTER)) {
    const whole = match[0]
    if (INVISIBLE.test(match[1] ?? '')) continue
    const start = match.index
    const end = start + whole.length
    for (const char of whole.normalize('NFKC').toLowerCase()) {
      if (!INVISIBLE.test(char)) out.push({ char, start, end })
    }
  }
  return out
}
