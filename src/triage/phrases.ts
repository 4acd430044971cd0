import { canon, plain } from './text/syllable.ts'
import type { Token } from './text/tokens.ts'

/** A phrase found in the text: tokens `from` (inclusive) to `to` (exclusive). */
export type Occurrence = { from: number; to: number }

/** Where each concept stands, in order of the first token. */
export type Places = { has: (concept: number) => boolean; get: (concept: number) => readonly Occurrence[] }

type Leaf = { concept: number; kind: 'any' | 'exact-only' | 'loose-only' }
type Node = { exact: Map<string, Node>; loose: Map<string, Node[]>; leaves: Leaf[] }

/** All phrases of all concepts in one tree, so that the text is read once whatever their number. */
export type PhraseTree = { root: Node }

export function emptyTree(): PhraseTree {
  return { root: emptyNode() }
}

function emptyNode(): Node {
  return { exact: new Map(), loose: new Map(), leaves: [] }
}

/**
 * Add a phrase for a concept. `!phrase` is matched with its marks only (its
 * bare spelling means too many other things); `~phrase` only in text typed without marks.
 * Single words in `ambiguous` are treated as if written with `!`.
 */
export function addPhrase(tree: PhraseTree, phrase: string, concept: number, ambiguous: ReadonlySet<string>): void {
  const kind = kindOf(phrase, ambiguous)
  let node = tree.root
  for (const syllable of phrase.replace(/^[!~]/, '').trim().split(/\s+/)) {
    const key = canon(syllable)
    let next = node.exact.get(key)
    if (next === undefined) {
      next = emptyNode()
      node.exact.set(key, next)
      const bare = plain(syllable)
      const siblings = node.loose.get(bare)
      if (siblings === undefined) node.loose.set(bare, [next])
      else siblings.push(next)
    }
    node = next
  }
  node.leaves.push({ concept, kind })
}

function kindOf(phrase: string, ambiguous: ReadonlySet<string>): Leaf['kind'] {
  if (phrase.startsWith('~')) return 'loose-only'
  return phrase.startsWith('!') || ambiguous.has(plain(phrase.trim())) ? 'exact-only' : 'any'
}

/** Where a node's phrase stands, read with its marks or without them. */
type Found = { marked: Occurrence[]; bare: Occurrence[] }

/**
 * Find every phrase. A word may belong to hundreds of concepts: its places are
 * kept once and put together for a concept only when somebody asks.
 */
export function findPhrases(tree: PhraseTree, tokens: readonly Token[]): Places {
  const found = new Map<Node, Found>()
  for (let from = 0; from < tokens.length; from++) walk(tree.root, from, false, from)

  function walk(node: Node, at: number, bare: boolean, from: number): void {
    if (node.leaves.length > 0) note(node, from, at, bare)
    const token = tokens[at]
    if (token === undefined || (at > from && (token.before === 'sentence' || token.before === 'comma'))) return
    for (const reading of token.exact) {
      let next: Node | undefined = node
      for (const syllable of reading) next = next?.exact.get(syllable)
      if (next !== undefined) walk(next, at + 1, bare, from)
    }
    for (const reading of token.loose) {
      let nodes: Node[] = [node]
      for (const syllable of reading) nodes = nodes.flatMap((n) => n.loose.get(syllable) ?? [])
      for (const next of nodes) walk(next, at + 1, true, from)
    }
  }
  function note(node: Node, from: number, to: number, bare: boolean): void {
    let places = found.get(node)
    if (places === undefined) found.set(node, places = { marked: [], bare: [] })
    const list = bare ? places.bare : places.marked
    list.push({ from, to })
  }
  return placesOf(found)
}

function placesOf(found: ReadonlyMap<Node, Found>): Places {
  const lists = new Map<number, (readonly Occurrence[])[]>()
  for (const [node, { marked, bare }] of found) {
    for (const { concept, kind } of node.leaves) {
      for (const list of [kind === 'loose-only' ? [] : marked, kind === 'exact-only' ? [] : bare]) {
        if (list.length === 0) continue
        const known = lists.get(concept)
        if (known === undefined) lists.set(concept, [list])
        else known.push(list)
      }
    }
  }
  const merged = new Map<number, readonly Occurrence[]>()
  return {
    has: (concept) => lists.has(concept),
    get: (concept) => {
      let places = merged.get(concept)
      if (places === undefined) merged.set(concept, places = merge(lists.get(concept) ?? []))
      return places
    },
  }
}

/** Several lists as one, in order, each place once. */
function merge(lists: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  const [only] = lists
  if (lists.length <= 1) return only ?? []
  const all = lists.flat().toSorted((a, b) => a.from - b.from || a.to - b.to)
  return all.filter((one, i) => i === 0 || one.from !== all[i - 1]?.from || one.to !== all[i - 1]?.to)
}
