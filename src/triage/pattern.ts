/**
 * The small language in which counsellors write signs:
 *   đánh em          these words, next to each other
 *   {father}         any word of the lexicon entry `father`
 *   (a|b c|{d})      one of these; with a `?` after it, or nothing
 *   ..               up to four words between; `..7` up to seven
 * Between two parts without dots one word may stand ("ba [hay] đánh").
 */
export type Step = { concept: number; gap: number }
export type Pattern = readonly Step[]

/** Gives the number of a concept: a lexicon name, or an anonymous set of phrases and names. */
export type Naming = { named: (name: string) => number; phrases: (alternatives: readonly string[]) => number }

const PART = /\.\.(\d*)|\(([^)]*)\)(\?)?|\{([a-z0-9-]+)\}(\?)?|([^\s(){}]+)/gu
const DEFAULT_GAP = 1
const OPEN_GAP = 4

/** Parse one written pattern; a part with `?` gives a pattern with it and one without. */
export function parsePattern(written: string, naming: Naming): Pattern[] {
  let patterns: Step[][] = [[]]
  let gap = DEFAULT_GAP
  let words: string[] = []
  const append = (concept: number, optional: boolean): void => {
    const step = { concept, gap }
    const longer = patterns.map((pattern) => [...pattern, step])
    patterns = optional ? [...patterns, ...longer] : longer
    gap = DEFAULT_GAP
  }
  const flush = (): void => {
    if (words.length > 0) append(naming.phrases([words.join(' ')]), false)
    words = []
  }
  for (const [, dots, group, groupMark, name, nameMark, word] of written.matchAll(PART)) {
    if (word !== undefined) {
      words.push(word)
      continue
    }
    flush()
    if (dots !== undefined) gap = dots === '' ? OPEN_GAP : Number(dots)
    else if (group !== undefined) append(naming.phrases(group.split('|').map((part) => part.trim())), groupMark === '?')
    else if (name !== undefined) append(naming.named(name), nameMark === '?')
  }
  flush()
  return patterns.filter((pattern) => pattern.length > 0)
}
