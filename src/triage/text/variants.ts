import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { canon, isSyllable } from './syllable.ts'

const VARIANTS = z.record(
  z.enum(['teencode', 'dialect', 'phonetic']),
  z.record(z.string(), z.union([z.string(), z.array(z.string())])),
)

const FILE = new URL('../lexicon/variants.yaml', import.meta.url)

/** Written word → candidate readings, each a list of canon syllables. Read once, when the room is loaded. */
const TABLE: ReadonlyMap<string, readonly string[][]> = loadTable()

function loadTable(): Map<string, string[][]> {
  const table = new Map<string, string[][]>()
  const groups = VARIANTS.parse(parse(readFileSync(FILE, 'utf8')))
  for (const entries of Object.values(groups)) {
    for (const [typed, meant] of Object.entries(entries)) {
      const readings = (Array.isArray(meant) ? meant : [meant]).map((phrase) => phrase.split(' ').map(canon))
      table.set(canon(typed), [...(table.get(canon(typed)) ?? []), ...readings])
    }
  }
  return table
}

/** Readings of a word that the tables know; none for most words. */
export function knownVariants(written: string): readonly string[][] {
  return TABLE.get(canon(written)) ?? []
}

/** Letter for letter habits of chat spelling, tried only on words that are no syllable. */
const RESPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/([aeiouyăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữự])g$/, '$1ng'],
  [/([aiyêáàảãạíìỉĩịếềểễệ])h$/, '$1nh'],
  [/k$/, 'ch'], [/k$/, 'c'], [/x$/, 'ch'],
  [/^k(?=[aouăâôơưáàảãạóòỏõọốồổỗộớờởỡợúùủũụứừửữựấầẩẫậắằẳẵặ])/, 'c'],
  [/^q(?!u)/, 'qu'], [/^w/, 'qu'], [/^dz/, 'd'], [/^z/, 'd'], [/^z/, 'v'], [/^j/, 'gi'], [/^f/, 'ph'],
  [/^p(?=[aeiouyăâêôơưáàảãạéèẻẽẹếềểễệ])/, 'b'], [/^tk/, 'th'], [/^ngh/, 'ng'], [/^ng(?=[eiêíìỉĩịếềểễệ])/, 'ngh'],
  [/^gh/, 'g'], [/^k(?=h?$)/, 'kh'],
  [/(.)\1$/, '$1'], [/(.)\1/, '$1'],
]

/** Guesses at a misspelt word: chat habits, doubled letters, two letters swapped. Only real syllables come back. */
export function respellings(written: string): string[] {
  const guesses = new Set<string>()
  const tryOne = (word: string): void => {
    if (word !== written && isSyllable(word)) guesses.add(canon(word))
  }
  for (const [habit, instead] of RESPELLINGS) {
    const once = written.replace(habit, instead)
    if (once === written) continue
    tryOne(once)
    if (!isSyllable(once)) for (const [second, by] of RESPELLINGS) tryOne(once.replace(second, by))
  }
  if (guesses.size === 0 && written.length >= 4 && written.length <= 8) {
    for (let i = 1; i < written.length; i++) {
      const pair = (written[i] ?? '') + (written[i - 1] ?? '')
      tryOne(written.slice(0, i - 1) + pair + written.slice(i + 1))
    }
  }
  return [...guesses]
}

/** Digits and signs standing for letters ("ch3t", "g!ết"). */
const LOOKALIKES: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', '@': 'a', '!': 'i', $: 's' }

/** The word with look-alikes read as letters, or undefined when that makes no syllable. */
export function fromLookalikes(written: string): string | undefined {
  if (!/[0134@!$]/.test(written) || !/\p{L}/u.test(written)) return undefined
  const read = [...written].map((char) => LOOKALIKES[char] ?? char).join('')
  return isSyllable(read) ? canon(read) : undefined
}
