/**
 * What the whole of rules and learned reader gives on writers whose examples it never learned from:
 * `npm run -s triage:check`. One group of writers after another is left out of training, then judged. About ten minutes.
 * The rules are not made anew: they were written with `dev` and the first letters in sight.
 */
import { assessBy } from '../assess.ts'
import { figures, percent } from '../measure.ts'
import type { Judged } from '../measure.ts'
import { opinionBy } from '../opinion.ts'
import { learn } from './learn.ts'
import { clauseExamples, rowsOf, writtenExamples } from './material.ts'
import { modelOf } from './weights.ts'

const GROUPS = 5
const SHOWN = ['M1 and M2 seen as M2 or M1', 'M1 seen as M1', 'M1-M3 read by a human (M3 or review)', 'dangerous two levels too low', 'harmless flagged M1 or M2', 'harmless flagged M1', 'main category among predicted']

const writers = writtenExamples().map((one) => ({ ...one, rows: one.examples.flatMap(rowsOf) }))
const clauses = clauseExamples().flatMap(rowsOf)

function print(title: string, judged: readonly Judged[]): void {
  console.log(`\n${title}: ${judged.length} examples`)
  for (const [name, rate] of Object.entries(figures(judged)).filter(([name, { of }]) => SHOWN.includes(name) && of > 0)) {
    console.log(`  ${name.padEnd(38)} ${percent(rate)}`)
  }
}

type Written = (typeof writers)[number]

/** The writers in groups of about the same number of examples. */
function groupsOf(all: readonly Written[]): Written[][] {
  const groups = Array.from({ length: GROUPS }, (): Written[] => [])
  const size = (group: readonly Written[]): number => group.reduce((sum, { examples }) => sum + examples.length, 0)
  for (const one of all.toSorted((a, b) => b.examples.length - a.examples.length)) groups.toSorted((a, b) => size(a) - size(b))[0]?.push(one)
  return groups
}

const judged = groupsOf(writers).flatMap((group) => {
  const { head, body } = learn([...writers.filter((other) => !group.includes(other)).flatMap(({ rows }) => rows), ...clauses])
  const ask = opinionBy(modelOf(head, body))
  return group.map(({ writer, examples }) => ({ writer, results: examples.map((example) => ({ example, ...assessBy(ask, example.turns.map((text) => ({ text }))) })) }))
})
for (const { writer, results } of judged.toSorted((a, b) => a.writer.localeCompare(b.writer))) print(writer, results)
print('all writers, each left out', judged.flatMap(({ results }) => results))
