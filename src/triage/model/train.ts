/**
 * Train the second opinion from the room's own examples: `npm run triage:train`.
 * Deterministic (fixed order, fixed seed). Examples in files named `*.heldout.jsonl` are never read here.
 */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { loadCueBook } from '../cuebook.ts'
import { parseExample } from '../examples.ts'
import type { Example } from '../examples.ts'
import { read } from '../find.ts'
import { rank } from '../levels.ts'
import { plain } from '../text/syllable.ts'
import { tokenise } from '../text/tokens.ts'
import { fromClauses } from './clauses.ts'
import { BUCKETS, featuresOf } from './features.ts'
import { lengthFactor } from './opinion.ts'
import type { Weights } from './opinion.ts'

const EXAMPLES = new URL('../../../test/triage/', import.meta.url)
const OUT = new URL('./weights.json', import.meta.url)
const EPOCHS = 11
const RATE = 0.35
const DECAY = 2e-5
const FOLDS = 2
/** Weights kept for each category: the strongest ones. */
const CATEGORY_WEIGHTS = 2200
const SEED = 7
/** How often each clause is filled with other persons and things. */
const FILLS = 5
/**
 * Score needed to raise to a level: `next` from the level just below, `alone`
 * from further down. Chosen on batches of examples the model had not
 * seen; `--check` prints what they give in cross-validation.
 */
const LEVELS = ['low', 'medium', 'high', 'emergency'] as const
const THRESHOLDS = {
  low: { alone: 0.8, next: 0.8 },
  medium: { alone: 1.0, next: 0.3 },
  high: { alone: 0.8, next: -0.6 },
  emergency: { alone: 1.2, next: -1.2 },
} as const

const book = loadCueBook()
const names = new Map(book.names.map((name) => [book.concept(name), name]))

type Row = { id: string; level: number; categories: readonly string[]; features: Uint32Array; original: boolean }
type Linear = { bias: number; weights: Float32Array }

function files(folder: URL): URL[] {
  return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => a.name.localeCompare(b.name)).flatMap((entry) => {
    if (entry.isDirectory()) return files(new URL(`${entry.name}/`, folder))
    return entry.name.endsWith('.jsonl') && !entry.name.includes('.heldout.') ? [new URL(entry.name, folder)] : []
  })
}

function stripped(text: string): string {
  return text.split(/(\s+)/).map((word) => word.replace(/\p{L}+/gu, (w) => plain(w.toLowerCase()))).join('')
}

const SHORT: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})không(?!\p{L})/gu, 'k'], [/(?<!\p{L})khong(?!\p{L})/gu, 'k'], [/(?<!\p{L})em(?!\p{L})/gu, 'e'], [/(?<!\p{L})rồi(?!\p{L})/gu, 'r'],
  [/(?<!\p{L})với(?!\p{L})/gu, 'vs'], [/(?<!\p{L})muốn(?!\p{L})/gu, 'mún'], [/(?<!\p{L})người(?!\p{L})/gu, 'ng'], [/(?<!\p{L})cũng(?!\p{L})/gu, 'cx'],
]

function teencoded(text: string): string {
  return SHORT.reduce((t, [from, to]) => t.replace(from, to), text)
}

function rowsOf(example: Example): Row[] {
  const texts = [example.turns, example.turns.map(stripped), example.turns.map(teencoded)]
  return texts.map((turns, i) => {
    const reading = read(book, tokenise(turns))
    return {
      id: example.id, level: rank(example.level), categories: example.categories,
      features: Uint32Array.from(new Set(featuresOf(reading, names).map((feature) => feature.bucket))), original: i === 0 && !example.id.startsWith('clause-'),
    }
  })
}

/** Small, fast generator of pseudo-random numbers (mulberry32), for the order of examples only. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Logistic regression by AdaGrad over sparse binary features. */
function fit(rows: readonly Row[], positive: (row: Row) => boolean, weightOf: (row: Row) => number, epochs: number): Linear {
  const weights = new Float32Array(BUCKETS)
  const squares = new Float32Array(BUCKETS).fill(1e-3)
  let bias = 0
  const order = rows.map((_, i) => i)
  const next = random(SEED)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1))
      const held = order[i] ?? 0
      order[i] = order[j] ?? 0
      order[j] = held
    }
    for (const index of order) {
      const row = rows[index]
      if (row === undefined) continue
      const factor = lengthFactor(row.features.length)
      const error = (1 / (1 + Math.exp(-logit({ bias, weights }, row))) - (positive(row) ? 1 : 0)) * weightOf(row)
      bias -= RATE * 0.05 * error
      for (const f of row.features) {
        const gradient = error * factor + DECAY * (weights[f] ?? 0)
        squares[f] = (squares[f] ?? 0) + gradient * gradient
        weights[f] = (weights[f] ?? 0) - (RATE * gradient) / Math.sqrt(squares[f] ?? 1) * 0.3
      }
    }
  }
  return { bias, weights }
}

function logit({ bias, weights }: Linear, row: Row): number {
  let sum = 0
  for (const f of row.features) sum += weights[f] ?? 0
  return bias + sum * lengthFactor(row.features.length)
}

function fold(id: string): number {
  if (id.startsWith('clause-')) return -1
  return (createHash('sha256').update(id).digest()[0] ?? 0) % FOLDS
}

/** Scores of every original example by a model that never saw it. */
function crossValidated(rows: readonly Row[], positive: (row: Row) => boolean): { row: Row; score: number }[] {
  return Array.from({ length: FOLDS }, (_, k) => k).flatMap((k) => {
    const model = fit(rows.filter((r) => fold(r.id) !== k), positive, () => 1, EPOCHS)
    return rows.filter((r) => r.original && fold(r.id) === k).map((row) => ({ row, score: logit(model, row) }))
  })
}

/** What a model gives on examples it has not seen (`--check`): recall, and harmless ones flagged, at each threshold. */
function printCrossValidation(rows: readonly Row[]): void {
  for (const level of LEVELS) {
    const positive = (row: Row): boolean => row.level >= rank(level)
    const judged = crossValidated(rows, positive)
    const share = (among: (row: Row) => boolean): string => {
      const chosen = judged.filter(({ row }) => among(row))
      return (chosen.filter(({ score }) => score > THRESHOLDS[level].alone).length / chosen.length).toFixed(3)
    }
    console.log(`${level}: recall ${share(positive)}, harmless flagged ${share((row) => row.level < rank('medium'))}`)
  }
}

function packed({ weights }: Linear): { scale: number; weights: string } {
  const top = weights.reduce((m, w) => Math.max(m, Math.abs(w)), 0)
  const scale = top / 127
  return { scale, weights: Buffer.from(Int8Array.from(weights, (w) => Math.round(w / scale)).buffer).toString('base64') }
}

const examples = files(EXAMPLES).flatMap((file) =>
  readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').flatMap((line) => {
    const parsed = parseExample(line)
    if (!parsed.ok) throw new Error(`${file.pathname}: ${parsed.why}`)
    return [parsed.example]
  }))
const clauseFiles = readdirSync(new URL('own/', EXAMPLES)).filter((name) => name.startsWith('clauses')).toSorted()
const made = clauseFiles.flatMap((name) => fromClauses(readFileSync(new URL(`own/${name}`, EXAMPLES), 'utf8'), FILLS, random(SEED)))
const rows = [...examples, ...made].flatMap(rowsOf)
console.log(`${examples.length} examples, ${made.length} from clauses, ${rows.length} with spellings`)

if (process.argv.includes('--check')) printCrossValidation(rows)

const levels = LEVELS.map((level) => {
  const model = fit(rows, (row) => row.level >= rank(level), () => 1, EPOCHS)
  return { level, bias: model.bias, threshold: THRESHOLDS[level], ...packed(model) }
})

/** How many examples a feature stands in: a weight learned from many is worth more than one learned from a single line. */
const counts = new Uint32Array(BUCKETS)
for (const row of rows) for (const f of row.features) counts[f] = (counts[f] ?? 0) + 1

const codes = [...new Set(examples.flatMap((e) => e.categories))].toSorted()
const categories = codes.map((code) => {
  const model = fit(rows, (row) => row.categories.includes(code), (row) => (row.categories.includes(code) ? 3 : 1), 9)
  const worth = (f: number): number => Math.abs(model.weights[f] ?? 0) * Math.sqrt(counts[f] ?? 0)
  const strongest = [...model.weights.keys()].filter((f) => worth(f) > 0).toSorted((a, b) => worth(b) - worth(a)).slice(0, CATEGORY_WEIGHTS)
  const scale = strongest.reduce((top, f) => Math.max(top, Math.abs(model.weights[f] ?? 0)), 1e-6) / 127
  return { code, bias: Number(model.bias.toFixed(3)), scale, at: strongest, weights: strongest.map((f) => Math.round((model.weights[f] ?? 0) / scale)) }
})

const content = { levels, categories }
const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)
const weights: Weights = { version, ...content }
writeFileSync(OUT, JSON.stringify(weights))
console.log(`weights ${version}, ${(JSON.stringify(weights).length / 1024).toFixed(0)} KiB`)
