import { readFileSync, readdirSync } from 'node:fs'
import { loadCueBook } from '../cuebook.ts'
import { parseExample } from '../examples.ts'
import type { Example } from '../examples.ts'
import { read } from '../find.ts'
import { rank } from '../levels.ts'
import type { Urgency } from '../levels.ts'
import { plain } from '../text/syllable.ts'
import { tokenise, wordsByTurn } from '../text/tokens.ts'
import { fromClauses } from './clauses.ts'
import { featuresOf, windowStarts } from './features.ts'
import type { Row } from './linear.ts'
import { random } from './linear.ts'

const EXAMPLES = new URL('../../../test/triage/', import.meta.url)
/** How often each clause is filled with other persons and things. */
const FILLS = 1

const book = loadCueBook()
const names = new Map(book.names.map((name) => [book.concept(name), name]))

function files(folder: URL): URL[] {
  return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => a.name.localeCompare(b.name)).flatMap((entry) => {
    if (entry.isDirectory()) return files(new URL(`${entry.name}/`, folder))
    return entry.name.endsWith('.jsonl') && !entry.name.includes('.heldout.') ? [new URL(entry.name, folder)] : []
  })
}

/** Who wrote a file: the letters its name begins with ("r2.jsonl" and "r-social.jsonl" are r's); the development examples are one writer's. */
function writerOf(file: URL): string {
  const [, folder, letters] = /([^/]+)\/([a-z]+)[^/]*$/.exec(file.pathname) ?? []
  return folder === 'dev' ? folder : letters ?? ''
}

/** Every example of the room that is not held out, by writer. Throws on a line that is none. */
export function writtenExamples(): { writer: string; examples: Example[] }[] {
  const byWriter = new Map<string, Example[]>()
  for (const file of files(EXAMPLES)) {
    const examples = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => {
      const parsed = parseExample(line)
      if (!parsed.ok) throw new Error(`${file.pathname}: ${parsed.why}`)
      return parsed.example
    })
    const writer = writerOf(file)
    byWriter.set(writer, [...(byWriter.get(writer) ?? []), ...examples])
  }
  return [...byWriter].map(([writer, examples]) => ({ writer, examples }))
}

/** Examples made from the clause files. */
export function clauseExamples(): Example[] {
  const clauses = readdirSync(new URL('own/', EXAMPLES)).filter((name) => name.startsWith('clauses')).toSorted()
  return clauses.flatMap((name) => fromClauses(readFileSync(new URL(`own/${name}`, EXAMPLES), 'utf8'), FILLS, random()))
}

/** The example and its parts as written, without marks, and in teencode: one row each. */
export function rowsOf(example: Example): Row[] {
  return partsOf(example).flatMap(({ turns, level, categories }) => {
    const spelt = [turns, turns.map(stripped), turns.map(teencoded)]
    return spelt.map((text) => ({
      level: rank(level), categories,
      features: Uint32Array.from(new Set(featuresOf(read(book, tokenise(text)), names).map((feature) => feature.bucket))),
    }))
  })
}

type Part = Pick<Example, 'turns' | 'level' | 'categories'>

/**
 * The reader sees a few turns at a time. Of a conversation that worries nobody no such part may worry either; of another
 * a part is known where its writer gave the level after each turn, and the level rose within the part.
 */
function partsOf(example: Example): Part[] {
  const { turns, level, categories } = example
  const calm = (one: Urgency): boolean => rank(one) < rank('medium')
  const levels = example.levels_by_turn ?? (calm(level) ? turns.map(() => level) : [])
  const starts = levels.length === turns.length ? windowStarts(wordsByTurn(tokenise(turns)), turns.length) : []
  const parts = starts.slice(0, -1).flatMap((start, last): Part[] => {
    const [own, before] = [levels[last] ?? level, levels[start - 1] ?? 'info']
    if (!calm(own) && rank(own) <= rank(before)) return []
    return [{ turns: turns.slice(start, last + 1), level: own, categories: own === level ? categories : [] }]
  })
  return [example, ...parts]
}

function stripped(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => plain(word.toLowerCase()))
}

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})không(?!\p{L})/gu, 'k'], [/(?<!\p{L})khong(?!\p{L})/gu, 'k'], [/(?<!\p{L})em(?!\p{L})/gu, 'e'], [/(?<!\p{L})rồi(?!\p{L})/gu, 'r'],
  [/(?<!\p{L})với(?!\p{L})/gu, 'vs'], [/(?<!\p{L})muốn(?!\p{L})/gu, 'mún'], [/(?<!\p{L})người(?!\p{L})/gu, 'ng'], [/(?<!\p{L})cũng(?!\p{L})/gu, 'cx'],
]

function teencoded(text: string): string {
  return SHORT.reduce((t, [from, to]) => t.replace(from, to), text)
}
