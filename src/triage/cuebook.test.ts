import { expect, test } from 'vitest'
import { loadCueBook } from './cuebook.ts'
import { surroundingsOf } from './context.ts'
import { findCues, read } from './find.ts'
import { tokenise } from './text/tokens.ts'

const book = loadCueBook()

function cuesIn(text: string): string[] {
  const reading = read(book, tokenise([text]))
  const around = surroundingsOf(book, reading)
  return findCues(book, reading, (cue, match) => !around.negated(cue, match)).map((hit) => hit.cue.id)
}

const examples = book.cues.flatMap((cue) => cue.examples.map((example) => [cue.id, example] as const))
const counters = book.cues.flatMap((cue) => (cue.counter ?? []).map((example) => [cue.id, example] as const))

test.each(examples)('%s fires on its example: %s', (id, example) => expect(cuesIn(example)).toContain(id))
test.each(counters)('%s stays silent on: %s', (id, example) => expect(cuesIn(example)).not.toContain(id))
test.each(book.guards.flatMap((g) => g.examples.map((e) => [g.id, e] as const)))('guard %s covers: %s', (_id, example) =>
  expect(read(book, tokenise([example])).guarded.size).toBeGreaterThan(0))
test('the version changes with the data, not with the run', () => expect(loadCueBook().version).toBe(book.version))
