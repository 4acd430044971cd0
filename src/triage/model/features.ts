import type { Reading } from '../find.ts'
import { plain } from '../text/syllable.ts'
import type { Token } from '../text/tokens.ts'

/** Number of hashed features (a power of two): small enough to ship, large enough to keep clashes rare. */
export const BUCKETS = 1 << 15
/** A text has no more than this many features, so that a very long one costs no more than a long one. */
const MOST_FEATURES = 4000
const PAIR_REACH = 9
/** Only the last turns are looked at, so that a long conversation stays cheap. */
const WINDOW = 8

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i)
    h = Math.imul(h, 0x01000193)
  }
  return (h ^ (h >>> 15)) & (BUCKETS - 1)
}

/** The syllables of a token for the model: the first known respelling, else the word, without marks. */
function syllablesOf(token: Token): string[] {
  if (/^\p{N}+$/u.test(token.word)) return [token.word.length === 1 ? token.word : '#']
  const reading = token.exact[1] ?? token.exact[0] ?? [token.word]
  return reading.map(plain)
}

/**
 * Features of a text up to and including a turn: syllables alone, in twos and
 * threes, marked syllables, lexicon entries, and pairs of entries near each other.
 */
export function featuresOf(reading: Reading, names: ReadonlyMap<number, string>, upToTurn: number): Set<number> {
  const found = new Set<number>()
  const add = (key: string): void => {
    if (found.size < MOST_FEATURES) found.add(hash(key))
  }
  const syllables: string[] = []
  const passedOver = fillerTokens(reading, names)
  for (const [at, token] of reading.tokens.entries()) {
    if (passedOver.has(at)) continue
    if (token.turn <= upToTurn - WINDOW) continue
    if (token.turn > upToTurn) break
    syllables.push(...syllablesOf(token))
    const written = token.exact[0]?.[0] ?? ''
    if (plain(written) !== written) add(`m:${written}`)
  }
  syllables.forEach((s, i) => {
    add(`1:${s}`)
    const one = syllables[i + 1]
    const two = syllables[i + 2]
    if (one !== undefined) add(`2:${s} ${one}`)
    if (two !== undefined) {
      add(`3:${s} ${one} ${two}`)
      add(`s:${s} ${two}`)
    }
  })
  const entries = [...names].flatMap(([number, name]) => PASSED_OVER.has(name) ? [] :
    (reading.at.get(number) ?? []).filter((o) => inWindow(reading.tokens[o.from]?.turn ?? 0, upToTurn))
      .slice(0, 12).map((o) => ({ name, at: o.from })))
  entries.sort((a, b) => a.at - b.at)
  entries.forEach((a, i) => {
    add(`c:${a.name}`)
    for (let j = i + 1; j < entries.length; j++) {
      const b = entries[j]
      if (b === undefined || b.at - a.at > PAIR_REACH) break
      if (b.at > a.at) add(`p:${a.name}>${b.name}`)
    }
  })
  return found
}

/** Lexicon entries that say nothing about danger (greetings, jokes, commands to the machine). */
const PASSED_OVER = new Set(['filler-talk', 'joke', 'prompt-attack'])

function fillerTokens(reading: Reading, names: ReadonlyMap<number, string>): Set<number> {
  const filler = new Set<number>()
  for (const [number, name] of names) {
    if (name !== 'filler-talk') continue
    for (const o of reading.at.get(number) ?? []) for (let i = o.from; i < o.to; i++) filler.add(i)
  }
  return filler
}

function inWindow(turn: number, upToTurn: number): boolean {
  return turn <= upToTurn && turn > upToTurn - WINDOW
}
