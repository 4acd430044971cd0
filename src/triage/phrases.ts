import { canon, plain } from './text/syllable.ts'
import type { Token } from './text/tokens.ts'

/** A concept found in the text: tokens `from` (inclusive) to `to` (exclusive). */
export type Occurrence = { concept: number; from: number; to: number }

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

/** Every occurrence of every concept, in order of their first token. */
export function findPhrases(tree: PhraseTree, tokens: readonly Token[]): Occurrence[] {
  const found: Occurrence[] = []
  const seen = new Set<number>()
  for (let from = 0; from < tokens.length; from++) {
    seen.clear()
    walk(tree.root, from, false)

    function walk(node: Node, at: number, bare: boolean): void {
      for (const leaf of node.leaves) {
        if (leaf.kind === 'exact-only' && bare) continue
        if (leaf.kind === 'loose-only' && !bare) continue
        const key = leaf.concept * 64 + (at - from)
        if (seen.has(key)) continue
        seen.add(key)
        found.push({ concept: leaf.concept, from, to: at })
      }
      const token = tokens[at]
      if (token === undefined || (at > from && (token.before === 'sentence' || token.before === 'comma'))) return
      for (const reading of token.exact) {
        let next: Node | undefined = node
        for (const syllable of reading) next = next?.exact.get(syllable)
        if (next !== undefined) walk(next, at + 1, bare)
      }
      for (const reading of token.loose) {
        let nodes: Node[] = [node]
        for (const syllable of reading) nodes = nodes.flatMap((n) => n.loose.get(syllable) ?? [])
        for (const next of nodes) walk(next, at + 1, true)
      }
    }
  }
  return found
}
