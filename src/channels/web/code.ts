/**
 * The code by which a child comes back from another device: four easy words and four digits, "mèo cam sao lá 4821".
 * It can be said aloud, kept in mind, and looks like nothing on a scrap of paper. 128⁴ · 10⁴ of them (41 bits).
 */
import { randomInt } from 'node:crypto'
import words from './codeWords.json' with { type: 'json' }

const WORDS = 4
const DIGITS = 4

export function makeCode(): string {
  const chosen = Array.from({ length: WORDS }, () => words[randomInt(words.length)] ?? '')
  return `${chosen.join(' ')} ${String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')}`
}

const KNOWN = new Set(words.map(plain))

/**
 * A code as somebody typed it, with or without marks, capitals, stops and words before it: what is hashed.
 * Undefined: it cannot be one.
 */
export function readCode(typed: string): string | undefined {
  const parts = plain(typed.slice(0, 100)).match(/[a-z]+|\d+/g) ?? []
  const said = parts.filter((part) => KNOWN.has(part)).slice(-WORDS)
  const digits = parts.filter((part) => /^\d/.test(part)).join('')
  return said.length === WORDS && digits.length === DIGITS ? `${said.join(' ')} ${digits}` : undefined
}

/** Without marks: words of the list stay apart. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd')
}
