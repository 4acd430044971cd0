import type { Answer } from '../../../../src/cases/answers.ts'
import type { FieldSpec } from '../../../../src/cases/fields.ts'
import { fromLocalInput, localInput } from '../../time/localInput.ts'

export const STATUSES = ['value', 'unknown', 'declined', 'not-asked'] as const
/** An answer while it is being written: values as their control holds them. */
export type Draft = { status: Answer['status']; value: string | readonly string[] }

/** The answer as its control shows it. */
export function draftOf(spec: FieldSpec, answer: Answer): Draft {
  if (answer.status !== 'value') return { status: answer.status, value: spec.kind === 'choices' ? [] : '' }
  const { value } = answer
  if (Array.isArray(value)) return { status: 'value', value }
  const text = String(value)
  return { status: 'value', value: spec.kind === 'time' ? localInput(Date.parse(text)) : text }
}

/** The answer behind a draft; undefined while a value is chosen but none is there. */
export function answerOf(spec: FieldSpec, { status, value }: Draft): Answer | undefined {
  if (status !== 'value') return { status }
  if (typeof value !== 'string') return value.length === 0 ? undefined : { status, value: [...value] }
  const text = value.trim()
  if (text === '') return undefined
  if (spec.kind === 'number') return { status, value: Number(text) }
  return { status, value: spec.kind === 'time' ? fromLocalInput(text) : text }
}

/** What writing a value makes of the draft: a value, as soon as there is one. */
export function withValue(draft: Draft, value: Draft['value']): Draft {
  return { status: value.length > 0 ? 'value' : draft.status === 'value' ? 'not-asked' : draft.status, value }
}
