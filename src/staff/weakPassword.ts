/**
 * What a password must not be. Length is asked for by the contract (api/accounts.ts); this is the list of what
 * lists of stolen passwords are made of, kept here, so that no password leaves the house to be looked up. No rules
 * about signs: they make people write passwords down (NIST SP 800-63B).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'

/** One word a line, folded: the words, names and finger runs that stolen passwords are put together from. */
const PIECES = readFileSync(join(import.meta.dirname, 'weakPieces.txt'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
/** So many of them in a row, with figures between, are still a guess; more are a sentence of one's own. */
const PIECES_TOO_FEW = 3

const LOOKS_LIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/**
 * Refuses a password that is guessed first.
 * @throws AppError bad-request `error.password-common`, `error.password-own`
 */
export function refuseWeakPassword(password: string, person: { email: string; name: string }): void {
  const own = [...person.email.split(/[@.]/), ...person.name.split(/\s+/)].map(fold).filter((word) => word.length >= 3)
  if (isBuiltOf(password, own, own)) throw new AppError('bad-request', 'error.password-own', 'a password made of name or e-mail')
  if (isBuiltOf(password, [...PIECES, ...own], [])) throw new AppError('bad-request', 'error.password-common', 'a password as in lists of stolen ones')
}

/** Whether nothing is left once pieces and figures are taken out, as written or with figures for letters; with `needed`, one of those is among them. */
function isBuiltOf(password: string, pieces: readonly string[], needed: readonly string[]): boolean {
  return [fold(password), fold(unmask(password))].some((text) => {
    if (needed.length > 0 && !needed.some((word) => text.includes(word))) return false
    const distinct = new Set(text).size
    return distinct <= 4 || fewestPieces(text, new Set(pieces)) <= PIECES_TOO_FEW
  })
}

/** The fewest pieces a text falls into; figures between are free, and a piece said again counts once. Infinity: it does not. */
function fewestPieces(text: string, pieces: ReadonlySet<string>): number {
  const repeated = /^(.+?)\1+$/.exec(text)?.[1] ?? text
  const best = [0]
  for (let end = 1; end <= repeated.length; end += 1) {
    const figure = /[0-9]/.test(repeated[end - 1] ?? '') ? (best[end - 1] ?? Infinity) : Infinity
    let fewest = figure
    for (let start = Math.max(0, end - 24); start < end; start += 1) {
      if (pieces.has(repeated.slice(start, end))) fewest = Math.min(fewest, (best[start] ?? Infinity) + 1)
    }
    best[end] = fewest
  }
  return best[repeated.length] ?? Infinity
}

/** Small letters and figures alone, without diacritics. */
function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replace(/[^a-z0-9]/g, '')
}

/** Figures and signs inside a word back to the letters they stand for. */
function unmask(text: string): string {
  return [...text.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')].map((sign) => LOOKS_LIKE[sign] ?? sign).join('')
}
