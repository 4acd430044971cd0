/** Every name a place goes by, findable by what people type; built once, read in microseconds. */
import { COMMUNES, DISTRICTS, POPULAR_NAMES, communeByCode, type Commune, type District } from './communes.ts'
import { compact, marked, plain, sound, words } from './fold.ts'

/** One name of one place. `old`: a unit that no longer is; `popular`: no unit's name at all. */
export type Entry = {
  readonly name: string
  readonly unitKind: string
  readonly marked: string
  readonly syllables: number
} & ({ readonly via: 'name' | 'old' | 'popular'; readonly commune: Commune } | { readonly via: 'district'; readonly district: District })

/** How much of the writing agreed: the first that fits counts. */
export type Tier = 'plain' | 'compact' | 'sound' | 'near'
export type Found = { entry: Entry; tier: Tier }

const plainIndex = new Map<string, Entry[]>()
const compactIndex = new Map<string, Entry[]>()
const soundIndex = new Map<string, Entry[]>()
/** Each key with one letter left out: a slip of one letter meets its name here without trying them all. */
const nearIndex = new Map<string, { key: string; entry: Entry }[]>()
/** Shorter names have too many neighbours one letter away. */
const NEAR_FROM_LENGTH = 5

for (const entry of allEntries()) {
  const plainName = words(entry.name).map(plain)
  const key = compact(plainName.join(' '))
  push(plainIndex, plainName.join(' '), entry)
  push(compactIndex, key, entry)
  push(soundIndex, plainName.map(sound).join(''), entry)
  if (key.length >= NEAR_FROM_LENGTH) for (const shorter of [key, ...withoutOne(key)]) push(nearIndex, shorter, { key, entry })
}

/** Names that a window of plain words may mean, the closest way of reading only. */
export function lookUp(window: readonly string[]): Found[] {
  const exact = plainIndex.get(window.join(' '))
  if (exact) return exact.map((entry) => ({ entry, tier: 'plain' }))
  const key = compact(window.join(''))
  const joined = compactIndex.get(key)
  if (joined) return joined.map((entry) => ({ entry, tier: 'compact' }))
  const heard = soundIndex.get(window.map(sound).join(''))
  if (heard) return heard.map((entry) => ({ entry, tier: 'sound' }))
  if (key.length < NEAR_FROM_LENGTH) return []
  const near = [key, ...withoutOne(key)].flatMap((shorter) => nearIndex.get(shorter) ?? [])
  const close = near.filter((one) => isOneSlip(key, one.key)).map(({ entry }) => entry)
  return [...new Set(close)].map((entry) => ({ entry, tier: 'near' }))
}

function allEntries(): Entry[] {
  const named = (name: string, unitKind: string) => ({ name, unitKind, marked: words(name).map(marked).join(' '), syllables: words(name).length })
  const entries: Entry[] = []
  for (const commune of COMMUNES) {
    entries.push({ ...named(commune.name, commune.kind), via: 'name', commune })
    for (const old of commune.formedFrom) entries.push({ ...named(old.name, old.kind), via: 'old', commune })
  }
  for (const district of DISTRICTS) entries.push({ ...named(district.name, district.kind), via: 'district', district })
  for (const { name, code } of POPULAR_NAMES) {
    const commune = communeByCode(code)
    if (!commune) throw new Error(`popularPlaces.json: no commune ${code}`)
    entries.push({ ...named(name, ''), via: 'popular', commune })
  }
  return entries
}

function push<T>(index: Map<string, T[]>, key: string, value: T): void {
  const list = index.get(key)
  if (list) list.push(value)
  else index.set(key, [value])
}

function withoutOne(key: string): string[] {
  return Array.from(key, (_, at) => key.slice(0, at) + key.slice(at + 1))
}

/** One letter missing, added, wrong, or two neighbours swapped. */
function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const [restA, restB] = [a.slice(start), b.slice(start)]
  return restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)
    || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
}
