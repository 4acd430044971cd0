import type { Reading } from '../find.ts'
import { isSyllable, plain } from '../text/syllable.ts'
import type { Token } from '../text/tokens.ts'

/** Number of hashed features (a power of two): small enough to ship, large enough to keep clashes rare. */
export const BUCKETS = 1 << 18
/** A window has no more than this many features, so that a very long text costs no more than a long one. */
const MOST_FEATURES = 3000
const PAIR_REACH = 9
/** Occurrences of one lexicon entry looked at in a turn. */
const MOST_OF_ENTRY = 12
/** The last turns read together: a sentence is often sent in two or three pieces. */
const WINDOW = 3

/** A feature (its bucket), and the tokens from which and up to which it was read. */
export type Feature = { bucket: number; from: number; to: number }

const BASIS = 0x811c9dc5

/** FNV-1a, 32 bits, carried on from an earlier part so that shared beginnings are hashed once. */
function carry(h: number, text: string): number {
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}

function bucket(h: number): number {
  return (h ^ (h >>> 15)) & (BUCKETS - 1)
}

/** The syllables of a token for the model, without marks: the first known respelling, else a guess that is a syllable, else the word. */
function syllablesOf(token: Token): string[] {
  if (/^\p{N}+$/u.test(token.word)) return [token.word.length === 1 ? token.word : '#']
  const guess = token.loose.find((syllables) => syllables.length > 1 || isSyllable(syllables[0] ?? ''))
  const reading = token.exact[1] ?? guess ?? token.exact[0] ?? [token.word]
  return reading.map(plain)
}

const ONE = carry(BASIS, '1:')
const TWO = carry(BASIS, '2:')
const THREE = carry(BASIS, '3:')
const SKIP = carry(BASIS, 's:')
const MARKED = carry(BASIS, 'm:')
const ENTRY = carry(BASIS, 'c:')
const PAIR = carry(BASIS, 'p:')

/**
 * Features of a whole conversation, each read once: syllables alone, in twos
 * and threes, marked syllables, lexicon entries, and pairs of entries near each other.
 */
export function featuresOf(reading: Reading, names: ReadonlyMap<number, string>): Feature[] {
  const found: Feature[] = []
  addWords(reading, fillerTokens(reading, names), found)
  addEntries(reading, names, found)
  return found
}

/** The features of the last few turns up to one, for every turn: a feature belongs where all its words do. */
export function windowsOf(features: readonly Feature[], reading: Reading, turns: number): ReadonlySet<number>[] {
  const ending = Array.from({ length: turns }, (): { bucket: number; first: number }[] => [])
  for (const { bucket, from, to } of features) {
    const first = reading.tokens[from]?.turn ?? 0
    ending[reading.tokens[to]?.turn ?? 0]?.push({ bucket, first })
  }
  return ending.map((_, turn) => {
    const window = new Set<number>()
    for (const list of ending.slice(Math.max(0, turn - WINDOW + 1), turn + 1)) {
      for (const { bucket, first } of list) if (first > turn - WINDOW && window.size < MOST_FEATURES) window.add(bucket)
    }
    return window
  })
}

function addWords(reading: Reading, passedOver: ReadonlySet<number>, found: Feature[]): void {
  const syllables: { text: string; at: number }[] = []
  for (const [at, token] of reading.tokens.entries()) {
    if (passedOver.has(at)) continue
    for (const text of syllablesOf(token)) syllables.push({ text, at })
    const written = token.exact[0]?.[0] ?? ''
    if (plain(written) !== written) found.push({ bucket: bucket(carry(MARKED, written)), from: at, to: at })
  }
  for (const [i, { text, at }] of syllables.entries()) {
    const one = syllables[i + 1]
    const two = syllables[i + 2]
    found.push({ bucket: bucket(carry(ONE, text)), from: at, to: at })
    if (one !== undefined) found.push({ bucket: bucket(carry(carry(TWO, text), ` ${one.text}`)), from: at, to: one.at })
    if (one === undefined || two === undefined) continue
    found.push({ bucket: bucket(carry(carry(THREE, text), ` ${one.text} ${two.text}`)), from: at, to: two.at })
    found.push({ bucket: bucket(carry(carry(SKIP, text), ` ${two.text}`)), from: at, to: two.at })
  }
}

function addEntries(reading: Reading, names: ReadonlyMap<number, string>, found: Feature[]): void {
  const entries: { name: string; at: number }[] = []
  for (const [number, name] of names) {
    if (PASSED_OVER.has(name)) continue
    let [turn, seen] = [-1, 0]
    for (const { from } of reading.at.get(number)) {
      const own = reading.tokens[from]?.turn ?? 0
      if (own !== turn) [turn, seen] = [own, 0]
      if (seen++ < MOST_OF_ENTRY) entries.push({ name, at: from })
    }
  }
  entries.sort((a, b) => a.at - b.at)
  for (const [i, { name, at }] of entries.entries()) {
    found.push({ bucket: bucket(carry(ENTRY, name)), from: at, to: at })
    const pair = carry(carry(PAIR, name), '>')
    for (let j = i + 1; j < entries.length; j++) {
      const other = entries[j]
      if (other === undefined || other.at - at > PAIR_REACH) break
      if (other.at > at) found.push({ bucket: bucket(carry(pair, other.name)), from: at, to: other.at })
    }
  }
}

/** Lexicon entries that say nothing about danger (greetings, jokes, commands to the machine). */
const PASSED_OVER = new Set(['filler-talk', 'joke', 'prompt-attack'])

function fillerTokens(reading: Reading, names: ReadonlyMap<number, string>): Set<number> {
  const filler = new Set<number>()
  for (const [number, name] of names) {
    if (name !== 'filler-talk') continue
    for (const o of reading.at.get(number)) for (let i = o.from; i < o.to; i++) filler.add(i)
  }
  return filler
}
