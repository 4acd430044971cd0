import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'
import { isCategory } from './categories.ts'
import type { Category } from './categories.ts'
import { URGENCIES } from './levels.ts'
import { parsePattern } from './pattern.ts'
import type { Pattern } from './pattern.ts'
import { addPhrase, emptyTree } from './phrases.ts'
import type { PhraseTree } from './phrases.ts'

const LIST = z.union([z.string(), z.array(z.string())]).transform((v) => (Array.isArray(v) ? v : [v]))
const CODES = LIST.pipe(z.array(z.string().refine(isCategory, 'not a category code')))

/** One sign as counsellors write it in `cues/*.yaml`. */
const CUE = z.strictObject({
  id: z.string().regex(/^[a-z0-9.-]+$/),
  comment: z.string().min(3),
  level: z.enum(URGENCIES),
  /** `weak`: wide words that often mean something else. Alone such a sign asks for a human (`medium`); the learned reader says whether it means its level. */
  strength: z.enum(['strong', 'weak']).default('strong'),
  category: CODES,
  /** Any of these patterns is the sign. */
  match: LIST,
  /** Each of these must stand somewhere in the conversation too. */
  with: LIST.optional(),
  /** None of these may stand in the same message. */
  unless: LIST.optional(),
  /** The message has no more words than this: said alone the words mean it, in the middle of a story perhaps not. */
  within: z.int().positive().optional(),
  /** `keep`: the words carry their own negation ("không dám về"), so a "không" before them does not take the sign away. */
  negation: z.enum(['removes', 'keep']).default('removes'),
  /** `keep`: past or supposed, it weighs the same. */
  tense: z.enum(['lowers', 'keep']).default('lowers'),
  examples: LIST,
  counter: LIST.optional(),
})
export type CueSource = z.infer<typeof CUE>

const LEXICON = z.record(z.string().regex(/^[a-z0-9-]+$/), LIST)
const GUARDS = z.array(z.strictObject({
  id: z.string(), comment: z.string(), match: LIST, unless: LIST.optional(), examples: LIST,
}))

export type Cue = Omit<CueSource, 'match' | 'with' | 'unless' | 'category'> & {
  category: readonly Category[]
  match: readonly Pattern[]
  with: readonly (readonly Pattern[])[]
  unless: readonly Pattern[]
}
export type Guard = { id: string; match: readonly Pattern[]; unless: readonly Pattern[]; examples: readonly string[] }

/** Everything compiled: the phrase tree and the patterns over its concepts. */
export type CueBook = {
  tree: PhraseTree
  cues: readonly Cue[]
  guards: readonly Guard[]
  /** Number of a lexicon entry; throws on an unknown name (a mistake in the data, found at load). */
  concept: (name: string) => number
  /** All lexicon entries. */
  names: readonly string[]
  /** Changes whenever any of the data files does. */
  version: string
}

/** Spellings, read by `text/variants.ts`. */
const VARIANTS = 'variants.yaml'

function readYaml(folder: string): { file: string; text: string; data: unknown }[] {
  const at = new URL(`./${folder}/`, import.meta.url)
  return readdirSync(at).filter((file) => file.endsWith('.yaml') && file !== VARIANTS).toSorted().map((file) => {
    const text = readFileSync(new URL(file, at), 'utf8')
    return { file, text, data: parse(text) }
  })
}

function parsed<T>(schema: z.ZodType<T>, data: unknown, file: string): T {
  const result = schema.safeParse(data)
  if (!result.success) throw new Error(`triage data ${file}: ${z.prettifyError(result.error)}`)
  return result.data
}

/** Read and compile the data files. Throws with the file and entry when one is wrong. */
export function loadCueBook(): CueBook {
  const lexicon = new Map<string, readonly string[]>()
  const sources: CueSource[] = []
  const guardSources: z.infer<typeof GUARDS> = []
  const version = createHash('sha256')
  for (const { file, text, data } of readYaml('lexicon')) {
    version.update(text)
    for (const [name, words] of Object.entries(parsed(LEXICON, data, file))) {
      if (lexicon.has(name)) throw new Error(`triage data ${file}: ${name} is defined twice`)
      lexicon.set(name, words)
    }
  }
  for (const { file, text, data } of readYaml('cues')) {
    version.update(text)
    if (file === 'guards.yaml') guardSources.push(...parsed(GUARDS, data, file))
    else sources.push(...parsed(z.array(CUE), data, file))
  }
  return { ...compile(lexicon, sources, guardSources), version: version.digest('hex').slice(0, 12) }
}

function compile(
  lexicon: ReadonlyMap<string, readonly string[]>, sources: readonly CueSource[], guardSources: z.infer<typeof GUARDS>,
): Omit<CueBook, 'version'> {
  const tree = emptyTree()
  const ambiguous = new Set(lexicon.get('bare-ambiguous') ?? [])
  const numbers = new Map<string, number>()

  /** All phrases of an entry, entries inside it resolved. */
  function phrasesOf(words: readonly string[], path: readonly string[]): string[] {
    return words.flatMap((word) => {
      const name = /^\{(.+)\}$/.exec(word)?.[1]
      if (name === undefined) return [word]
      const inner = lexicon.get(name)
      if (inner === undefined) throw new Error(`triage data: unknown lexicon entry {${name}}`)
      if (path.includes(name)) throw new Error(`triage data: {${name}} contains itself`)
      return phrasesOf(inner, [...path, name])
    })
  }
  function numberOf(key: string, words: readonly string[]): number {
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(key, number)
    for (const phrase of new Set(phrasesOf(words, []))) addPhrase(tree, phrase, number, ambiguous)
    return number
  }
  const naming = {
    named: (name: string): number => numberOf(`{${name}}`, [`{${name}}`]),
    phrases: (alternatives: readonly string[]): number => numberOf(alternatives.join('|'), alternatives),
  }
  const all = (written: readonly string[] | undefined): Pattern[] => (written ?? []).flatMap((w) => parsePattern(w, naming))

  const seen = new Set<string>()
  const cues = sources.map((source) => {
    if (seen.has(source.id)) throw new Error(`triage data: cue ${source.id} is defined twice`)
    seen.add(source.id)
    return {
      ...source, category: source.category.filter(isCategory), match: all(source.match),
      with: (source.with ?? []).map((w) => all([w])), unless: all(source.unless),
    }
  })
  const guards = guardSources.map((g) => ({ id: g.id, match: all(g.match), unless: all(g.unless), examples: g.examples }))
  for (const name of lexicon.keys()) if (name !== 'bare-ambiguous') naming.named(name)
  return { tree, cues, guards, concept: naming.named, names: [...lexicon.keys()].filter((name) => name !== 'bare-ambiguous') }
}
