/** One answer of a case record: a value, or why there is none. */
import * as z from 'zod'
import { communeByCode } from '../directory/index.ts'
import { isListed } from './lists.ts'
import type { FieldSpec } from './fields.ts'

export const valueSchema = z.union([z.string().max(20_000), z.number(), z.array(z.string().max(40)).max(40)])
export type Value = z.infer<typeof valueSchema>

export const answerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('value'), value: valueSchema }),
  z.object({ status: z.literal('unknown') }),
  /** Asked, and not told. */
  z.object({ status: z.literal('declined') }),
  z.object({ status: z.literal('not-asked') }),
])
export type Answer = z.infer<typeof answerSchema>

export const NOT_ASKED: Answer = { status: 'not-asked' }

/** The value of an answer; undefined unless there is one. */
export function valueOf(answer: Answer | undefined): Value | undefined {
  return answer?.status === 'value' ? answer.value : undefined
}

/** The value as text: numbers as digits, lists joined; undefined unless there is one. */
export function textOf(answer: Answer | undefined): string | undefined {
  const value = valueOf(answer)
  if (value === undefined) return undefined
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** Whether two answers say the same. */
export function sameAnswer(a: Answer, b: Answer): boolean {
  return a.status === b.status && JSON.stringify(valueOf(a)) === JSON.stringify(valueOf(b))
}

/** The answer as it is stored: text NFC and trimmed, phones as digits. Undefined: not an answer to this field. */
export function tidyAnswer(spec: FieldSpec, answer: Answer): Answer | undefined {
  if (answer.status !== 'value') return answer
  const value = tidyValue(spec, answer.value)
  return value === undefined ? undefined : { status: 'value', value }
}

const BIGGEST_NUMBER = 9999

function tidyValue(spec: FieldSpec, value: Value): Value | undefined {
  if (spec.kind === 'number') return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= BIGGEST_NUMBER ? value : undefined
  if (spec.kind === 'choices') {
    const { list } = spec
    return Array.isArray(value) && list && value.every((code) => isListed(list, code)) ? [...new Set(value)] : undefined
  }
  if (typeof value !== 'string') return undefined
  const said = value.normalize('NFC').trim()
  switch (spec.kind) {
    case 'phone': {
      const digits = said.replace(/^\+84/, '0').replace(/\D/g, '')
      return digits.length >= 3 && digits.length <= 15 ? digits : undefined
    }
    case 'date':
      return z.iso.date().safeParse(said).data
    case 'time':
      return z.iso.datetime({ offset: true }).safeParse(said).data
    case 'yesno':
      return isListed('yesno', said) ? said : undefined
    case 'choice':
      return spec.list && isListed(spec.list, said) ? said : undefined
    case 'commune':
      return communeByCode(said)?.code
    case 'name':
    case 'text':
      return said === '' ? undefined : said
    default:
      return unknownKind(spec.kind)
  }
}

function unknownKind(kind: never): never {
  throw new Error(`unknown field kind ${String(kind)}`)
}
