import { readFileSync } from 'node:fs'
import { canon, plain } from './text/syllable.ts'
import type { Token } from './text/tokens.ts'

/** A commune-level unit of today, found by its own name or the name of a unit it was formed from. */
export type Commune = { code: string; name: string }

const FILE = new URL('./data/da-nang-units.csv', import.meta.url)
/** Words that announce a place; a one-word or ambiguous name counts only after one of them. */
const BEFORE = new Set(['xã', 'phường', 'thị trấn', 'huyện', 'ở', 'tại', 'dưới', 'trên', 'quận', 'thôn', 'tp', 'về', 'xa', 'phuong', 'o', 'huyen'].map(canon))

type Entry = { syllables: string[]; bare: string[]; commune: Commune }

/** Names by their first plain syllable. A name shared by several units of today is left out: it says nothing sure. */
const INDEX = buildIndex()

function buildIndex(): Map<string, Entry[]> {
  const byName = new Map<string, Entry | 'shared'>()
  for (const line of readFileSync(FILE, 'utf8').trim().split('\n').slice(1)) {
    const [code = '', , name = '', formed = ''] = line.split(',')
    const olds = formed.split(';').map((unit) => unit.trim().replace(/^(Phường|Xã|Thị trấn|Huyện|Đặc khu)\s+/, ''))
    for (const called of new Set([name, ...olds])) {
      if (called === '') continue
      const syllables = called.toLowerCase().split(' ').map(canon)
      const key = syllables.join(' ')
      const known = byName.get(key)
      const clash = known !== undefined && called !== name && (known === 'shared' || known.commune.code !== code)
      byName.set(key, clash ? 'shared' : { syllables, bare: syllables.map(plain), commune: { code, name } })
    }
  }
  const index = new Map<string, Entry[]>()
  for (const entry of byName.values()) {
    if (entry === 'shared') continue
    const first = entry.bare[0] ?? ''
    index.set(first, [...(index.get(first) ?? []), entry])
  }
  for (const list of index.values()) list.sort((a, b) => b.syllables.length - a.syllables.length)
  return index
}

/** The first commune named in the tokens, if any. */
export function communeIn(tokens: readonly Token[]): Commune | undefined {
  for (let at = 0; at < tokens.length; at++) {
    for (const entry of INDEX.get(plain(tokens[at]?.word ?? '')) ?? []) {
      const matches = entry.syllables.every((syllable, i) => {
        const token = tokens[at + i]
        if (token === undefined) return false
        return token.exact[0]?.[0] === syllable || (token.loose.length > 0 && plain(token.word) === entry.bare[i])
      })
      if (!matches) continue
      const announced = BEFORE.has(tokens[at - 1]?.exact[0]?.[0] ?? '')
      const marked = entry.syllables.every((syllable, i) => tokens[at + i]?.exact[0]?.[0] === syllable)
      if (announced || (entry.syllables.length > 1 && marked)) return entry.commune
    }
  }
  return undefined
}
