import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOT_ASKED, type Answer } from './answers.ts'
import { mergeEdits, type Edit, type Standing } from './mergeEdits.ts'

/** A record of fields, edited by people who each saw some earlier state of it. */
const FIELDS = ['a', 'b', 'c', 'd'] as const
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.constantFrom<Answer>({ status: 'unknown' }, { status: 'declined' }, NOT_ASKED),
  fc.string({ maxLength: 3 }).map((value): Answer => ({ status: 'value', value })),
)
const save = fc.record({
  by: fc.constantFrom('an', 'binh'),
  /** How many saves ago the person loaded the record. */
  seen: fc.nat({ max: 3 }),
  answers: fc.dictionary(fc.constantFrom(...FIELDS), answer, { minKeys: 1 }),
})

type Fields = Map<string, Standing>
const standing = (fields: Fields) => (_part: string, field: string): Standing => fields.get(field) ?? { answer: NOT_ASKED, version: 0, by: null, at: null, source: 'staff' }

function apply(fields: Fields, write: readonly Edit[], by: string): Fields {
  const next = new Map(fields)
  for (const { field, answer } of write) next.set(field, { answer, version: standing(fields)('', field).version + 1, by, at: null, source: 'staff' })
  return next
}

test('no edit ever overwrites a change its author had not seen, and none is lost without a conflict', () => {
  fc.assert(fc.property(fc.array(save, { maxLength: 12 }), (saves) => {
    const states: Fields[] = [new Map()]
    for (const { by, seen, answers } of saves) {
      const now = states.at(-1) ?? new Map()
      const loaded = states.at(Math.max(-states.length, -1 - seen)) ?? now
      const edits = Object.entries(answers).map(([field, said]): Edit => ({ partId: 'p', field, baseVersion: standing(loaded)('', field).version, answer: said }))
      const merged = mergeEdits(standing(now), edits)
      const moved = edits.filter(({ field, answer: said, baseVersion }) => standing(now)('', field).version !== baseVersion && JSON.stringify(standing(now)('', field).answer) !== JSON.stringify(said))
      if (merged.ok) {
        expect(moved).toEqual([])
        const after = apply(now, merged.write, by)
        for (const { field, answer: said } of edits) expect(standing(after)('', field).answer).toEqual(said)
        states.push(after)
      } else {
        expect(merged.conflicts.map(({ field }) => field)).toEqual(moved.map(({ field }) => field))
        for (const { mine, theirs } of merged.conflicts) expect(mine).not.toEqual(theirs)
        states.push(now)
      }
    }
  }), { numRuns: 500 })
})

test('edits of different fields give the same record in either order', () => {
  fc.assert(fc.property(answer, answer, (first, second) => {
    const edit = (field: string, said: Answer): Edit => ({ partId: 'p', field, baseVersion: 0, answer: said })
    const inOrder = (edits: readonly Edit[]) => edits.reduce<Fields>((fields, one) => {
      const merged = mergeEdits(standing(fields), [one])
      return merged.ok ? apply(fields, merged.write, 'x') : fields
    }, new Map())
    expect([...inOrder([edit('a', first), edit('b', second)])].sort()).toEqual([...inOrder([edit('b', second), edit('a', first)])].sort())
  }))
})

test('a human’s edit wins over what the machine wrote meanwhile', () => {
  const machine: Standing = { answer: { status: 'value', value: '7' }, version: 2, by: null, at: null, source: 'machine' }
  const edit: Edit = { partId: 'p', field: 'a', baseVersion: 0, answer: { status: 'value', value: '9' } }
  expect(mergeEdits(() => machine, [edit])).toEqual({ ok: true, write: [edit] })
})
