import type { Cue, CueBook, Guard } from './cuebook.ts'
import type { Pattern } from './pattern.ts'
import { findPhrases } from './phrases.ts'
import type { Occurrence, Places } from './phrases.ts'
import type { Token } from './text/tokens.ts'
import { wordsByTurn } from './text/tokens.ts'

/** A pattern found: its parts in order. */
export type Match = { parts: readonly Occurrence[]; from: number; to: number }

/** The text as the rules see it: tokens, distances, and where each concept stands. */
export type Reading = {
  tokens: readonly Token[]
  /** Place of each token with breaks counted as extra words, so that gaps seldom reach across them. */
  place: readonly number[]
  at: Places
  /** Tokens inside a figurative or homograph use. */
  guarded: ReadonlySet<number>
}

const BREAK_COST = { none: 0, comma: 0, sentence: 2, turn: 1 }
/** A pattern is looked for at this many places at most, so that a hostile text stays cheap: the latest, for what is said now must be heard now. */
const MOST_MATCHES = 24

/** Read the tokens against the book: phrases first, then figurative uses. */
export function read(book: CueBook, tokens: readonly Token[]): Reading {
  const place: number[] = []
  let position = 0
  for (const token of tokens) {
    position += BREAK_COST[token.before]
    place.push(position++)
  }
  const at = findPhrases(book.tree, tokens)
  const unguarded = { tokens, place, at, guarded: new Set<number>() }
  return { ...unguarded, guarded: guardedTokens(book.guards, unguarded) }
}

function guardedTokens(guards: readonly Guard[], reading: Reading): Set<number> {
  const guarded = new Set<number>()
  for (const guard of guards) {
    let unless: ReadonlySet<number> | undefined
    for (const match of findAny(guard.match, reading)) {
      // What a later message makes of an earlier one is for a human: no figure of speech reaches across messages.
      if (turnOf(reading, match.from) !== turnOf(reading, match.to - 1)) continue
      unless ??= turnsOf(guard.unless, reading)
      if (unless.has(turnOf(reading, match.from))) continue
      for (const part of match.parts) for (let i = part.from; i < part.to; i++) guarded.add(i)
    }
  }
  return guarded
}

export function turnOf(reading: Reading, token: number): number {
  return reading.tokens[token]?.turn ?? 0
}

/** The turns in which any of the patterns begins. */
function turnsOf(patterns: readonly Pattern[], reading: Reading): Set<number> {
  return new Set(findAny(patterns, reading).map((match) => turnOf(reading, match.from)))
}

/** Matches of any of the patterns. */
export function findAny(patterns: readonly Pattern[], reading: Reading): Match[] {
  return patterns.flatMap((pattern) => findPattern(pattern, reading))
}

/** Matches of one pattern, at most one for each place its first part stands. */
export function findPattern(pattern: Pattern, reading: Reading): Match[] {
  const first = pattern[0]
  if (first === undefined) return []
  for (const step of pattern) if (!reading.at.has(step.concept)) return []
  const found: Match[] = []
  const dead = new Set<number>()
  for (const start of reading.at.get(first.concept).toReversed()) {
    const rest = follow(pattern, 1, start, reading, dead)
    if (rest === undefined) continue
    const last = rest.at(-1) ?? start
    found.push({ parts: [start, ...rest], from: start.from, to: last.to })
    if (found.length >= MOST_MATCHES) break
  }
  return found.toReversed()
}

/** The rest of a pattern after an occurrence. `dead` remembers where nothing followed, so that no stretch is tried twice. */
function follow(pattern: Pattern, index: number, before: Occurrence, reading: Reading, dead: Set<number>): Occurrence[] | undefined {
  const step = pattern[index]
  if (step === undefined) return []
  const key = before.to * pattern.length + index
  if (dead.has(key)) return undefined
  const end = reading.place[before.to - 1] ?? 0
  const candidates = reading.at.get(step.concept)
  for (let i = firstFrom(candidates, before.to); i < candidates.length; i++) {
    const next = candidates[i]
    if (next === undefined || (reading.place[next.from] ?? 0) - end - 1 > step.gap) break
    const rest = follow(pattern, index + 1, next, reading, dead)
    if (rest !== undefined) return [next, ...rest]
  }
  dead.add(key)
  return undefined
}

/** Index of the first occurrence that starts at or after a token (occurrences are in order). */
function firstFrom(list: readonly Occurrence[], token: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.from ?? 0) < token) low = middle + 1
    else high = middle
  }
  return low
}

/** A sign found in the conversation. `turn` is the one that completes it. */
export type Hit = { cue: Cue; match: Match; turn: number }

/** Every sign of the book in the text; figurative uses and negated signs are left out by `counts`. */
export function findCues(book: CueBook, reading: Reading, counts: (cue: Cue, match: Match) => boolean): Hit[] {
  const hits: Hit[] = []
  const words = wordsByTurn(reading.tokens)
  for (const cue of book.cues) {
    const matches = findAny(cue.match, reading)
    if (matches.length === 0) continue
    const needed = cue.with.map((patterns) => findAny(patterns, reading))
    if (needed.some((list) => list.length === 0)) continue
    const forbidden = turnsOf(cue.unless, reading)
    const others = Math.max(0, ...needed.map((list) => Math.min(...list.map((m) => turnOf(reading, m.to - 1)))))
    for (const match of matches) {
      const [first, last] = [turnOf(reading, match.from), turnOf(reading, match.to - 1)]
      if (touchesGuard(match, reading) || forbidden.has(first)) continue
      if (words.slice(first, last + 1).some((count) => count > (cue.within ?? Infinity))) continue
      if (!counts(cue, match)) continue
      hits.push({ cue, match, turn: Math.max(others, last) })
    }
  }
  return hits
}

function touchesGuard(match: Match, reading: Reading): boolean {
  return match.parts.some((part) => {
    for (let i = part.from; i < part.to; i++) if (reading.guarded.has(i)) return true
    return false
  })
}
