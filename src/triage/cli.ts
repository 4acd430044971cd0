/**
 * `npm run -s triage -- FILE.jsonl` (or `-` for standard input): one JSON line
 * out for each conversation in. A bad line is named on standard error and passed over.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { assess } from './assess.ts'
import { parseInput } from './examples.ts'
import type { Input } from './examples.ts'

/** The line written for one conversation (contract: design.md §4). */
export function outputLine({ id, turns }: Input): string {
  const { level, levelsByTurn, categories, review, evidence } = assess(turns.map((text) => ({ text })))
  return JSON.stringify({
    id, level, levels_by_turn: levelsByTurn, categories, review,
    evidence: evidence.map(({ turn, start, end, cue }) => ({ turn, start, end, cue })),
  })
}

async function run(file: string): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  let number = 0
  let bad = 0
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++
    if (line.trim() === '') continue
    const parsed = parseInput(line)
    if (!parsed.ok) {
      bad++
      process.stderr.write(`${file}:${number}: ${parsed.why}\n`)
    } else if (!process.stdout.write(`${outputLine(parsed.example)}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve))
    }
  }
  if (bad > 0) {
    process.stderr.write(`${bad} of ${number} lines could not be read\n`)
    process.exitCode = 2
  }
}

if (import.meta.main) {
  const file = process.argv[2]
  if (file === undefined) {
    process.stderr.write('usage: npm run -s triage -- FILE.jsonl   (or - for standard input)\n')
    process.exitCode = 64
  } else {
    // A reader that has seen enough (head) closes the pipe: that is no fault.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(0) })
    await run(file).catch((error: unknown) => {
      process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 66
    })
  }
}
