import type { Commune, District } from './communes.ts'
import { compact, marked, plain, untelex, words } from './fold.ts'
import { lookUp, type Entry, type Found, type Tier } from './placeIndex.ts'

/** A commune that may be meant; `matched` is the name that led to it (an old one, when the person used it). */
export type CommuneGuess = { commune: Commune; matched: string; via: 'name' | 'old' | 'popular' }

export type Place = {
  /** None, one (sure), or two to choose from, likelier first. */
  communes: CommuneGuess[]
  /** A district that no longer exists but was named; its communes are the choice when none was. */
  district: District | undefined
}

/**
 * What commune a person means, from what they wrote: with or without marks, old names, districts, slips, Telex
 * left off, "gần trường …" ignored. Pure, about 0.1 ms.
 * @example findCommune('que tho, hiep duc').communes[0]?.commune.name // 'Việt An'
 */
export function findCommune(text: string): Place {
  const whole = words(text.slice(0, MAX_LENGTH))
  const told = read(withoutLandmarks(whole))
  return told.communes.length > 0 || told.district ? told : read(whole)
}

const MAX_LENGTH = 400
const MAX_SYLLABLES = 4

const TIER_POINTS: Record<Tier, number> = { plain: 100, compact: 92, sound: 80, near: 68 }
const POINTS = { marksAgree: 12, marksDiffer: -14, kindAgrees: 10, kindDiffers: -8, newName: 4, saidOld: 12, inDistrict: 30, outsideDistrict: -12, perSyllable: 3 }
/** Two guesses closer than this are both offered. */
const SURE_BY = 12
/** A one-letter slip alone is not enough to name a place. */
const ENOUGH = 66

/** Names of communes that are everyday words: meant only after their kind ("xã Ba"). */
const EVERYDAY = new Set(['ba', 'tu', 'lang', 'dang'])

/** What people write before a name, and the kinds of unit it can mean. */
const KIND_WORDS: Readonly<Record<string, readonly string[]>> = {
  xa: ['Xã'], x: ['Xã'], phuong: ['Phường'], p: ['Phường'], f: ['Phường'], tt: ['Thị trấn'], tran: ['Thị trấn'], huyen: ['Huyện'], h: ['Huyện'],
  quan: ['Quận'], q: ['Quận'], tp: ['Thành phố'], pho: ['Thành phố'], tx: ['Thị xã'], khu: ['Đặc khu'],
}
/** From here to the next comma or kind word is a landmark, not the place itself. */
const LANDMARKS = new Set(['gan', 'canh', 'truong', 'cho', 'duong', 'nga', 'cau', 'sau', 'truoc', 'doi', 'nha', 'thon', 'khoi', 'to'])

type Match = { found: Found; from: number; to: number; points: number }

function read(said: readonly string[]): Place {
  const matches = dropInner(allMatches(said))
  const district = best(matches.filter((one) => one.found.entry.via === 'district'))
  return { communes: offer(matches, district), district: district?.found.entry.via === 'district' ? district.found.entry.district : undefined }
}

function allMatches(said: readonly string[]): Match[] {
  const bare = said.map(plain)
  const typed = bare.map(untelex)
  const matches: Match[] = []
  for (let from = 0; from < said.length; from += 1) {
    for (let to = from + 1; to <= Math.min(said.length, from + MAX_SYLLABLES); to += 1) {
      if (said[to - 1] === ',') break
      const asWritten = lookUp(bare.slice(from, to))
      const hits = asWritten.some(({ tier }) => tier !== 'near') ? asWritten : [...lookUp(typed.slice(from, to)), ...asWritten]
      for (const found of hits) {
        const points = pointsOf(found, said, bare, { from, to })
        if (points !== undefined) matches.push({ found, from, to, points })
      }
    }
  }
  return matches
}

/** How well a reading fits its surroundings; undefined when an everyday word stands without its kind. */
function pointsOf({ entry, tier }: Found, said: readonly string[], bare: readonly string[], span: { from: number; to: number }): number | undefined {
  const kinds = KIND_WORDS[bare[span.from - 1] ?? '']
  if (EVERYDAY.has(compact(plain(entry.name.toLowerCase()))) && (!kinds?.includes(entry.unitKind) || tier === 'near')) return undefined
  let points = TIER_POINTS[tier] + POINTS.perSyllable * entry.syllables
  if (kinds && entry.unitKind !== '') points += kinds.includes(entry.unitKind) ? POINTS.kindAgrees : POINTS.kindDiffers
  if (entry.via === 'name') points += POINTS.newName
  if (entry.via === 'old' && bare[span.to] === 'cu') points += POINTS.saidOld
  const written = said.slice(span.from, span.to)
  if (written.some((word) => plain(word) !== word)) points += written.map(marked).join(' ') === entry.marked ? POINTS.marksAgree : POINTS.marksDiffer
  return points
}

/** "Điện Bàn" inside "Điện Bàn Bắc" is not meant, unless the longer one is only a guess. */
function dropInner(matches: readonly Match[]): Match[] {
  return matches.filter((one) => !matches.some((other) =>
    other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from && other.points >= one.points))
}

function offer(matches: readonly Match[], district: Match | undefined): CommuneGuess[] {
  const guesses = new Map<string, CommuneGuess & { points: number }>()
  for (const match of matches) {
    const { entry } = match.found
    if (entry.via === 'district') continue
    const points = match.points + districtPoints(entry, match, district)
    if (points >= ENOUGH && points > (guesses.get(entry.commune.code)?.points ?? 0)) {
      guesses.set(entry.commune.code, { commune: entry.commune, matched: entry.name, via: entry.via, points })
    }
  }
  const [first, second] = [...guesses.values()].sort((a, b) => b.points - a.points)
  if (!first) return []
  const offered = second && first.points - second.points < SURE_BY ? [first, second] : [first]
  return offered.map(({ commune, matched, via }) => ({ commune, matched, via }))
}

/** A district named beside the commune settles which of two is meant. */
function districtPoints(entry: Exclude<Entry, { via: 'district' }>, match: Match, district: Match | undefined): number {
  if (!district || district.found.entry.via !== 'district' || (district.from < match.to && match.from < district.to)) return 0
  return district.found.entry.district.communes.includes(entry.commune.code) ? POINTS.inDistrict : POINTS.outsideDistrict
}

function best(matches: readonly Match[]): Match | undefined {
  return matches.filter(({ points }) => points >= ENOUGH).toSorted((a, b) => b.points - a.points)[0]
}

function withoutLandmarks(said: readonly string[]): string[] {
  const kept: string[] = []
  let landmark = false
  for (const word of said) {
    const bare = plain(word)
    if (word === ',' || bare === 'o' || (KIND_WORDS[bare] !== undefined && bare !== 'pho')) landmark = false
    else if (LANDMARKS.has(bare)) landmark = true
    if (!landmark) kept.push(word)
  }
  return kept
}
