import { expect, test } from 'vitest'
import type { Answer } from '../../../../src/cases/answers.ts'
import type { FieldSpec } from '../../../../src/cases/fields.ts'
import { answerOf, draftOf, withValue } from './draft.ts'

const text: FieldSpec = { kind: 'text' }

test.each<[FieldSpec, Answer]>([
  [text, { status: 'value', value: 'ở với bà' }],
  [text, { status: 'declined' }],
  [text, { status: 'unknown' }],
  [text, { status: 'not-asked' }],
  [{ kind: 'number' }, { status: 'value', value: 9 }],
  [{ kind: 'choices', list: 'special' }, { status: 'value', value: ['a', 'd'] }],
])('an answer that is opened and saved untouched is the same answer (%j)', (spec, answer) => {
  expect(answerOf(spec, draftOf(spec, answer))).toEqual(answer)
})

test('a moment is written by the Centre\'s clock and is the same moment', () => {
  const draft = draftOf({ kind: 'time' }, { status: 'value', value: '2026-11-25T15:10:00Z' })
  expect(draft.value).toBe('2026-11-25T22:10')
  const saved = answerOf({ kind: 'time' }, draft)
  expect(saved?.status === 'value' && new Date(String(saved.value)).toISOString()).toBe('2026-11-25T15:10:00.000Z')
})

test('"known" without a value is no answer; writing makes it known, emptying makes it not asked, never unknown', () => {
  const declined = draftOf(text, { status: 'declined' })
  expect(answerOf(text, { ...declined, status: 'value' })).toBeUndefined()
  const written = withValue(declined, 'thôn 3')
  expect(answerOf(text, written)).toEqual({ status: 'value', value: 'thôn 3' })
  expect(withValue(written, '').status).toBe('not-asked')
})
