import { charactersOf } from './characters.ts'
import type { Character } from './characters.ts'
import { divide, isBareWord, joined } from './segment.ts'
import { canon, isMarked, isSyllable, plain } from './syllable.ts'
import { fromTelex, fromVni } from './telex.ts'
import { fromLookalikes, knownVariants, respellings } from './variants.ts'

/** What stands between a token and the one before it. */
export type Break = 'none' | 'comma' | 'sentence' | 'turn'

/** A word, number or emoji of the conversation, with every reading the rules may take it for. */
export type Token = {
  turn: number
  /** UTF-16 offsets into the turn's original text. */
  start: number
  end: number
  /** As written: composed, lower case, stretched letters shortened. */
  word: string
  /** Readings that must match with their marks; each a list of canon syllables. */
  exact: string[][]
  /** Readings that may match without marks (plain syllables): text typed without marks. */
  loose: string[][]
  before: Break
}

type Rough = { word: string; start: number; end: number; before: Break; glue: string; stretched?: boolean }

const WORD = /[\p{L}\p{N}@$]/u
const EMOJI = /\p{Extended_Pictographic}/u

/** Cut characters into rough words. Stretched letters ("chếtttt") are shortened on the way. */
function roughWords(characters: readonly Character[], first: Break): Rough[] {
  const out: Rough[] = []
  let open: Rough | undefined
  let before: Break = first
  let glue = ''
  for (const { char, start, end } of characters) {
    if (WORD.test(char)) {
      if (open === undefined) {
        open = { word: '', start, end, before, glue }
        out.push(open)
        before = 'none'
        glue = ''
      }
      const { word } = open
      open.end = end
      if (word.endsWith(char + char) && /\p{L}/u.test(char)) open.stretched = true
      else open.word += char
      continue
    }
    open = undefined
    if (EMOJI.test(char)) {
      out.push({ word: char, start, end, before, glue: ' ' })
      before = 'none'
    } else if (/[!?;\n]/.test(char)) before = before === 'turn' ? 'turn' : 'sentence'
    else if (/[.…]/.test(char)) before = before === 'none' ? 'sentence' : before
    else if (/[,:()"“”«»/–—-]/.test(char) && before === 'none') before = 'comma'
    glue += char
  }
  return out.map(shorten)
}

/**
 * "chếtt", "hoàaai" and "baaa" keep one letter where the stretched word is no syllable and the short one is.
 * Two of a letter without marks stay: so does Telex write "â".
 */
function shorten(rough: Rough): Rough {
  if (isSyllable(rough.word) || (rough.word.length < 3 && rough.stretched !== true)) return rough
  let single = ''
  for (const char of rough.word) if (plain(char) !== plain(single.at(-1) ?? '') || (isMarked(char) && char !== single.at(-1))) single += char
  const stretched = rough.stretched === true
  const known = isSyllable(single) ? stretched || isMarked(single) : stretched && !LAUGHED.test(single) && knownVariants(single).length > 0
  return known ? { ...rough, word: single } : rough
}

/** "kkk" and "hhh" laugh; "eee" and "ttt" are e and t. */
const LAUGHED = /^[kh]$/

/** Put letters that were pulled apart back together. */
function rejoin(words: readonly Rough[]): Rough[] {
  const out: Rough[] = []
  for (let i = 0; i < words.length; ) {
    const run = pulledApart(words, i)
    const pieces = run > 1 ? joined(words.slice(i, i + run).map((w) => w.word)) : undefined
    const first = words[i]
    const last = words[i + run - 1]
    if (first === undefined) break
    if (pieces === undefined || last === undefined) {
      out.push(first)
      i += 1
      continue
    }
    for (const [n, word] of pieces.entries()) {
      out.push({ word, start: first.start, end: last.end, before: n === 0 ? first.before : 'none', glue: ' ' })
    }
    i += run
  }
  return out
}

/** How many words from `at` on look like one word pulled apart: single letters, or pieces glued by a dot or dash. */
function pulledApart(words: readonly Rough[], at: number): number {
  const single = (word: Rough | undefined): boolean => word !== undefined && word.word.length === 1 && /\p{L}/u.test(word.word)
  let run = 1
  if (single(words[at])) {
    while (run < 12 && single(words[at + run]) && /^( |[.\-_*~]+)$/.test(words[at + run]?.glue ?? '')) run++
    const dotted = run > 1 && words.slice(at + 1, at + run).every((w) => w.glue !== ' ')
    if (run >= 4 || (dotted && run >= 2)) return run
    run = 1
  }
  while (run < 6 && /^[.\-_*~]$/.test(words[at + run]?.glue ?? '') && !isSyllable(words[at + run]?.word ?? '')) run++
  if (run === 1 && /^[.\-_*~]$/.test(words[at + 1]?.glue ?? '') && !isSyllable(words[at]?.word ?? 'a') && isSyllable(words[at + 1]?.word ?? '')) run = 2
  return run
}

/** Split "12t", "lop6" and "em12t" into letters and digits; "ch3t" stays whole. */
function splitDigits(rough: Rough): Rough[] {
  const parts = rough.word.match(/\p{N}+|[^\p{N}]+/gu) ?? []
  const lookalike = /^\p{L}.*\p{L}$/u.test(rough.word) && fromLookalikes(rough.word) !== undefined
  if (parts.length < 2 || lookalike) return [rough]
  let at = rough.start
  return parts.map((word, index) => {
    const start = Math.min(at, rough.end)
    at = index === parts.length - 1 ? rough.end : Math.min(rough.end, start + word.length)
    return { ...rough, word, start, end: at, before: index === 0 ? rough.before : 'none' }
  })
}

/** Share of marked words under which a text counts as typed without marks. */
const MARKED_SHARE = 0.2

function typedWithoutMarks(words: readonly Rough[]): boolean {
  let marked = 0
  let counted = 0
  for (const { word } of words) {
    if (word.length < 2 || !/\p{L}/u.test(word)) continue
    counted++
    if (isMarked(word)) marked++
  }
  return marked <= counted * MARKED_SHARE
}

type Readings = Pick<Token, 'exact' | 'loose'>

/** Readings depend on the word alone (and how the text is typed): the common ones are worked out once. */
const remembered = new Map<string, Readings>()
const REMEMBER = 20_000

function readings({ word }: Rough, bare: boolean, vni: boolean): Readings {
  const key = `${bare ? 'b' : 'm'}${vni ? 'v' : ' '}${word}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const made = workOut(word, bare, vni)
  if (remembered.size > REMEMBER) remembered.clear()
  remembered.set(key, made)
  return made
}

function workOut(word: string, bare: boolean, vni: boolean): Readings {
  const exact: string[][] = [[canon(word)], ...knownVariants(word)]
  const loose: string[][] = []
  const syllable = isSyllable(word)
  if (!isMarked(word) && (bare || !isBareWord(word))) loose.push([plain(word)])
  if (!syllable && /\p{L}/u.test(word) && word.length > 1) {
    const typed = fromTelex(word) ?? (vni ? fromVni(word) : undefined)
    if (typed !== undefined) exact.push([canon(typed)])
    const seen = fromLookalikes(word)
    if (seen !== undefined) (isMarked(word) ? exact : loose).push([isMarked(word) ? seen : plain(seen)])
    if (typed === undefined && exact.length === 1) {
      for (const guess of respellings(word)) {
        if (isMarked(word)) exact.push([guess])
        else loose.push([plain(guess)])
      }
      const parts = word.length >= 5 ? divide(word, 6) : undefined
      if (parts !== undefined && isMarked(word)) exact.push(parts.map(canon))
      else if (parts !== undefined) loose.push(parts.map(plain))
    }
  } else if (vni && syllable === false) {
    const typed = fromVni(word)
    if (typed !== undefined) exact.push([canon(typed)])
  }
  return { exact, loose }
}

/** Tokens of a whole conversation, oldest turn first. */
export function tokenise(texts: readonly string[]): Token[] {
  return texts.flatMap((text, turn) => {
    const words = rejoin(roughWords(charactersOf(text), 'turn'))
    const vni = words.filter(({ word }) => fromVni(word) !== undefined).length >= 2
    const bare = typedWithoutMarks(words)
    return (vni ? words : words.flatMap(splitDigits)).map((rough) => ({
      turn, start: rough.start, end: rough.end, word: rough.word, before: rough.before,
      ...readings(rough, bare, vni),
    }))
  })
}

/** How many words each turn has; turns without any are left out. */
export function wordsByTurn(tokens: readonly Token[]): number[] {
  const words: number[] = []
  for (const { turn } of tokens) words[turn] = (words[turn] ?? 0) + 1
  return words
}
