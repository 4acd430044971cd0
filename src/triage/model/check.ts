/**
 * What the whole of rules and learned reader gives on writers whose examples it never learned from:
 * `npm run -s triage:check`. One writer after another is left out of training, then judged. About seven minutes.
 * The rules are not made anew: they were written with `dev` and the first letters in sight.
 */
import { assessBy } from '../assess.ts'
import { figures, percent } from '../measure.ts'
import type { Judged } from '../measure.ts'
import { opinionBy } from '../opinion.ts'
import { learn } from './learn.ts'
import { clauseExamples, rowsOf, writtenExamples } from './material.ts'
import { modelOf } from './weights.ts'

const SHOWN = ['M1 and M2 seen as M2 or M1', 'M1 seen as M1', 'M1-M3 read by a human (M3 or review)', 'dangerous two levels too low', 'harmless flagged M1 or M2', 'harmless flagged M1', 'main category among predicted']

const writers = writtenExamples().map((one) => ({ ...one, rows: one.examples.flatMap(rowsOf) }))
const clauses = clauseExamples().flatMap(rowsOf)

function print(title: string, judged: readonly Judged[]): void {
  console.log(`\n${title}: ${judged.length} examples`)
  for (const [name, rate] of Object.entries(figures(judged)).filter(([name, { of }]) => SHOWN.includes(name) && of > 0)) {
    console.log(`  ${name.padEnd(38)} ${percent(rate)}`)
  }
}

const all = writers.flatMap(({ writer, examples }) => {
  const { head, body } = learn([...writers.filter((other) => other.writer !== writer).flatMap(({ rows }) => rows), ...clauses])
  const ask = opinionBy(modelOf(head, body))
  const judged = examples.map((example) => ({ example, ...assessBy(ask, example.turns.map((text) => ({ text }))) }))
  print(writer, judged)
  return judged
})
print('all writers, each left out', all)
