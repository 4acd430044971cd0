import type { Reading } from '../find.ts'
import { isSyllable, plain } from '../text/syllable.ts'
import type { Token } from '../text/tokens.ts'
import { wordsByTurn } from '../text/tokens.ts'
import { VIEWS, bucketOf, carry, kind, viewOf } from './views.ts'

/** A view of a window has no more than this many features, so that a very long text costs no more than a long one. */
const MOST_FEATURES = 2500
const REACH = 5
const PAIR_REACH = 9
/** Occurrences of one lexicon entry looked at in a turn. */
const MOST_OF_ENTRY = 12
/** The last turns read together: a sentence is often sent in two or three pieces, and in more when they are of a word or two. */
const WINDOW = { turns: 3, words: 24 }

/** A feature (its place in the table), and the tokens from which and up to which it was read. */
export type Feature = { bucket: number; from: number; to: number }
/** What the last few turns hold: the features of each view, each once. */
export type Window = readonly ReadonlySet<number>[]

/** A word of the text as the model sees it, and its token. */
type Word = { text: string; at: number }

const [WORDS, REACHING, MARKS, ENTRIES] = [0, 1, 2, 3]
const KIND = { one: kind('1:'), two: kind('2:'), far: kind('s:'), three: kind('3:'), marked: kind('m:'), markedTwo: kind('n:'), entry: kind('c:'), pair: kind('p:') }

/** Features of a whole conversation in every view, each read once. */
export function featuresOf(reading: Reading, names: ReadonlyMap<number, string>): Feature[] {
  const found: Feature[] = []
  const passedOver = fillerTokens(reading, names)
  const kept = reading.tokens.map((token, at) => ({ token, at })).filter(({ at }) => !passedOver.has(at))
  addBare(kept.flatMap(({ token, at }) => syllablesOf(token).map((text) => ({ text, at }))), found)
  addMarked(kept.map(({ token, at }) => ({ text: writtenOf(token), at })), found)
  addEntries(reading, names, found)
  return found
}

/** Names for the same person, read as one: what is learned of "ba" holds for "bố". */
const SAME_PERSON: ReadonlyMap<string, string> = new Map([['bố', 'ba'], ['cha', 'ba'], ['tía', 'ba'], ['má', 'mẹ'], ['mạ', 'mẹ']])

/** The syllables of a token without marks: the first known respelling, else a guess that is a syllable, else the word. */
function syllablesOf(token: Token): string[] {
  const person = SAME_PERSON.get(token.word)
  if (person !== undefined) return [plain(person)]
  if (/^\p{N}+$/u.test(token.word)) return [token.word.length === 1 ? token.word : '#']
  return (token.exact[1] ?? guessOf(token) ?? token.exact[0] ?? [token.word]).map(plain)
}

function guessOf(token: Token): string[] | undefined {
  return token.loose.find((syllables) => syllables.length > 1 || isSyllable(syllables[0] ?? ''))
}

/** The word as written; one that is no syllable as it is most likely meant. */
function writtenOf(token: Token): string {
  const person = SAME_PERSON.get(token.word)
  if (person !== undefined) return person
  const meant = isSyllable(token.word) ? undefined : token.exact[1] ?? guessOf(token)
  return (meant ?? token.exact[0] ?? [token.word]).join('_')
}

function addBare(words: readonly Word[], found: Feature[]): void {
  for (const [i, { text, at }] of words.entries()) {
    found.push({ bucket: bucketOf(WORDS, carry(KIND.one, text)), from: at, to: at }, { bucket: bucketOf(REACHING, carry(KIND.one, text)), from: at, to: at })
    const next = words[i + 1]
    if (next !== undefined) found.push({ bucket: bucketOf(WORDS, carry(carry(KIND.two, text), ` ${next.text}`)), from: at, to: next.at })
    const far = carry(carry(KIND.far, text), ' ')
    for (const other of words.slice(i + 1, i + 1 + REACH)) found.push({ bucket: bucketOf(REACHING, carry(far, other.text)), from: at, to: other.at })
    const third = words[i + 2]
    if (next !== undefined && third !== undefined) found.push({ bucket: bucketOf(REACHING, carry(carry(KIND.three, text), ` ${next.text} ${third.text}`)), from: at, to: third.at })
  }
}

function addMarked(words: readonly Word[], found: Feature[]): void {
  for (const [i, { text, at }] of words.entries()) {
    found.push({ bucket: bucketOf(MARKS, carry(KIND.marked, text)), from: at, to: at })
    const next = words[i + 1]
    if (next !== undefined) found.push({ bucket: bucketOf(MARKS, carry(carry(KIND.markedTwo, text), ` ${next.text}`)), from: at, to: next.at })
  }
}

function addEntries(reading: Reading, names: ReadonlyMap<number, string>, found: Feature[]): void {
  const entries: (Word & { last: number })[] = []
  for (const [number, name] of names) {
    if (PASSED_OVER.has(name)) continue
    let [turn, seen] = [-1, 0]
    for (const { from, to } of reading.at.get(number)) {
      const own = reading.tokens[from]?.turn ?? 0
      if (own !== turn) [turn, seen] = [own, 0]
      if (seen++ < MOST_OF_ENTRY) entries.push({ text: name, at: from, last: to - 1 })
    }
  }
  entries.sort((a, b) => a.at - b.at)
  for (const [i, { text, at, last }] of entries.entries()) {
    found.push({ bucket: bucketOf(ENTRIES, carry(KIND.entry, text)), from: at, to: last })
    const pair = carry(carry(KIND.pair, text), '>')
    for (let j = i + 1; j < entries.length; j++) {
      const other = entries[j]
      if (other === undefined || other.at - at > PAIR_REACH) break
      if (other.at > at) found.push({ bucket: bucketOf(ENTRIES, carry(pair, other.text)), from: at, to: Math.max(last, other.last) })
    }
  }
}

/** For every turn the first one that is read together with it, given how many words each has (none where it is not told). */
export function windowStarts(words: readonly number[], turns: number): number[] {
  return Array.from({ length: turns }, (_, turn) => {
    let [first, sum] = [turn, words[turn] ?? 0]
    while (first > 0) {
      sum += words[first - 1] ?? 0
      if (turn - first + 1 >= WINDOW.turns && sum > WINDOW.words) break
      first--
    }
    return first
  })
}

/** The features of the last few turns up to one, for every turn: a feature belongs where all its words do. */
export function windowsOf(features: readonly Feature[], reading: Reading, turns: number): Window[] {
  const ending = Array.from({ length: turns }, (): { bucket: number; first: number }[] => [])
  for (const { bucket, from, to } of features) {
    const first = reading.tokens[from]?.turn ?? 0
    ending[reading.tokens[to]?.turn ?? 0]?.push({ bucket, first })
  }
  return windowStarts(wordsByTurn(reading.tokens), turns).map((start, turn) => {
    const window = VIEWS.map(() => new Set<number>())
    for (const list of ending.slice(start, turn + 1)) {
      for (const { bucket, first } of list) {
        const view = window[viewOf(bucket)]
        if (view !== undefined && first >= start && view.size < MOST_FEATURES) view.add(bucket)
      }
    }
    return window
  })
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
