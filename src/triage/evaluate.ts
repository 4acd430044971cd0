/** `npm run -s triage:eval -- FILE…`: recall by level and slice with Wilson intervals, false alarms, baselines, the misses. */
import { readFileSync } from 'node:fs'
import { assess, assessByRules } from './assess.ts'
import { BASELINES } from './baselines.ts'
import { parseExample } from './examples.ts'
import type { Example } from './examples.ts'
import { isAtLeast, rank } from './levels.ts'
import { bySlice, figures, percent } from './measure.ts'
import type { Judged } from './measure.ts'

const LEVELS = ['emergency', 'high', 'medium', 'low', 'info'] as const

function readExamples(file: string): Example[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = parseExample(line)
    if (parsed.ok) return [parsed.example]
    process.stderr.write(`${file}:${index + 1}: ${parsed.why}\n`)
    return []
  })
}

function judge(examples: readonly Example[], how: typeof assess): Judged[] {
  return examples.map((example) => {
    const { level, categories, review } = how(example.turns.map((text) => ({ text })))
    return { example, level, categories, review }
  })
}

function printConfusion(judged: readonly Judged[]): void {
  console.log(`\n${'labelled \\ seen'.padEnd(16)}${LEVELS.map((l) => l.padStart(11)).join('')}`)
  for (const level of LEVELS) {
    const row = judged.filter((j) => j.example.level === level)
    console.log(level.padEnd(16) + LEVELS.map((l) => String(row.filter((j) => j.level === l).length).padStart(11)).join(''))
  }
}

function printMisses(judged: readonly Judged[]): void {
  const worst = judged.filter((j) =>
    (isAtLeast(j.example.level, 'high') && !isAtLeast(j.level, j.example.level)) ||
    (!isAtLeast(j.example.level, 'medium') && isAtLeast(j.level, 'high')) || rank(j.example.level) - rank(j.level) >= 2)
  console.log(`\nMisses (${worst.length})`)
  for (const { example, level, categories } of worst) {
    console.log(`  ${example.id}  ${example.level} → ${level}  ${categories.join(',')}  ${example.turns.join(' // ').slice(0, 160)}`)
  }
}

function main(files: readonly string[]): void {
  const examples = files.flatMap(readExamples)
  const judged = judge(examples, assess)
  console.log(`${examples.length} examples\n`)
  for (const [name, rate] of Object.entries(figures(judged))) console.log(`${name.padEnd(40)} ${percent(rate)}`)
  printConfusion(judged)
  console.log('\nM1 and M2 seen as M2 or M1, by slice')
  for (const [slice, rate] of bySlice(judged)) if (rate.of > 0) console.log(`  ${slice.padEnd(24)} ${percent(rate)}`)
  console.log('\nBeside it: M1 and M2 seen as M2 or M1 · harmless flagged M1 or M2')
  const others: [string, Judged[]][] = Object.entries(BASELINES).map(([name, level]) =>
    [name, examples.map((example) => ({ example, level: level(example.turns), categories: [], review: false }))])
  for (const [name, list] of [...others, ['rules', judge(examples, assessByRules)] as const, ['rules + model', judged] as const]) {
    const all = figures(list)
    const of = (key: string): string => percent(all[key] ?? { hits: 0, of: 0 })
    console.log(`  ${name.padEnd(20)} ${of('M1 and M2 seen as M2 or M1').padEnd(34)} ${of('harmless flagged M1 or M2')}`)
  }
  printMisses(judged)
}

const files = process.argv.slice(2)
if (files.length === 0) {
  process.stderr.write('usage: npm run -s triage:eval -- FILE.jsonl …\n')
  process.exitCode = 64
} else main(files)
