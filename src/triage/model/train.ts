/**
 * Train the second opinion from the room's own examples: `npm run triage:train`.
 * Deterministic (fixed order, fixed seed). Examples in files named `*.heldout.jsonl` are never read here.
 */
import { writeFileSync } from 'node:fs'
import { learn } from './learn.ts'
import { clauseExamples, rowsOf, writtenExamples } from './material.ts'
import { BODY_FILE, HEAD_FILE } from './weights.ts'

const examples = [...writtenExamples().flatMap(({ examples: written }) => written), ...clauseExamples()]
const rows = examples.flatMap(rowsOf)
console.log(`${examples.length} examples, ${rows.length} with spellings`)
const { head, body } = learn(rows)
writeFileSync(BODY_FILE, body)
writeFileSync(HEAD_FILE, JSON.stringify(head, null, 1))
console.log(`weights ${head.version}, ${(body.length / 1024).toFixed(0)} KiB`)
