/** The words of codes in a case: the same labels the papers print, loaded with the case screens only. */
import data from '../../../src/directory/communes.json' with { type: 'json' }
import en from '../../../locales/en/cases.json' with { type: 'json' }
import vi from '../../../locales/vi/cases.json' with { type: 'json' }
import type { FieldSpec, PartKind } from '../../../src/cases/fields.ts'
import type { Answer } from '../../../src/cases/answers.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import type { Language } from '../language/words.ts'
import { dayAndTime } from '../time/dates.ts'

const DICTIONARIES: Record<Language, object> = { vi, en }

/** The words of a dotted key of locales/<language>/cases.json; the Vietnamese ones when there are none; else the code itself. */
export function caseWord(language: Language, key: string): string {
  return find(DICTIONARIES[language], key) ?? find(vi, key) ?? key.slice(key.lastIndexOf('.') + 1)
}

function find(dictionary: object, key: string): string | undefined {
  const found = key.split('.').reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), dictionary)
  return typeof found === 'string' ? found : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Codes that only the server's own rooms define, in the order of the labels. */
export const TASK_KINDS = Object.keys(vi.task)
export const BODY_KINDS = Object.keys(vi.list.body)
export const DIMENSION_NAMES = Object.keys(vi.dimension)

export const COMMUNES = data.communes
  .map(({ code, kind, name }) => ({ code, title: `${kind.toLowerCase()} ${name}`, name }))
  .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))

/** "xã Việt An"; the code when it is none of ours. */
export function communeTitle(code: string): string {
  return COMMUNES.find((one) => one.code === code)?.title ?? code
}

/** The words of one code of a field's list. */
export function optionWords(language: Language, list: string, code: string): string {
  return list === 'category' ? `${code} · ${caseWord(language, `category.${code}`)}` : caseWord(language, `list.${list}.${code}`)
}

/** An answer in words: its value, or why there is none. */
export function answerWords(language: Language, spec: FieldSpec, answer: Answer): string {
  if (answer.status !== 'value') return caseWord(language, `answer.${answer.status}`)
  const { value } = answer
  const code = (one: string) => (spec.list ? optionWords(language, spec.list, one) : one)
  if (Array.isArray(value)) return value.map(code).join(', ')
  if (typeof value === 'number') return String(value)
  if (spec.kind === 'yesno') return caseWord(language, `list.yesno.${value}`)
  if (spec.kind === 'commune') return communeTitle(value)
  if (spec.kind === 'date') return value.split('-').toReversed().join('/')
  if (spec.kind === 'time') return dayAndTime(value, language)
  return code(value)
}

/** The words of a case in the language of the desk. */
export function useCaseWords() {
  const { language } = useWords()
  return {
    word: (key: string) => caseWord(language, key),
    fieldLabel: (kind: PartKind, field: string) => caseWord(language, `field.${kind}.${field}`),
    answer: (spec: FieldSpec, answer: Answer) => answerWords(language, spec, answer),
  }
}
