/**
 * What a case record holds, as data: the parts, and the fields of each. A field is a value, unknown, declined or
 * not asked; the first three are answers, the last is the absence of one. Sources: Mẫu số 01 (NĐ 56/2017), the
 * lists of 111's own software (law.md §2), NĐ 130/2021.
 */
import { ASSESSMENT_ROWS } from './papers/assessmentRows.ts'
import type { ListName } from './lists.ts'

export type FieldKind = 'text' | 'name' | 'phone' | 'date' | 'time' | 'number' | 'yesno' | 'choice' | 'choices' | 'commune'

export type FieldSpec = {
  readonly kind: FieldKind
  readonly list?: ListName
  /** Found again by a keyed hash: names by sound, phones by digits, dates of birth. */
  readonly index?: 'name' | 'phone' | 'birth'
  /** For the counsellor's eyes: never leaves, is never asked by the bot. */
  readonly inside?: true
}
export type PartSpec = { readonly many: boolean; readonly fields: Readonly<Record<string, FieldSpec>> }

const text = { kind: 'text' } as const
const yesno = { kind: 'yesno' } as const
const choice = (list: ListName) => ({ kind: 'choice', list }) as const

const child: PartSpec = {
  many: true,
  fields: {
    name: { kind: 'name', index: 'name' },
    birthDate: { kind: 'date', index: 'birth' },
    age: { kind: 'number' },
    sex: choice('sex'),
    ethnicity: choice('ethnicity'),
    address: text,
    commune: { kind: 'commune' },
    communeOld: text,
    phone: { kind: 'phone', index: 'phone' },
    school: text,
    whereNow: text,
    condition: text,
    injured: yesno,
    inDangerNow: yesno,
    adultNear: text,
    consequence: text,
    carer: text,
    disability: text,
    childGroup: choice('childGroup'),
    special: { kind: 'choices', list: 'special' },
    safeChannel: text,
    safeHour: text,
    wishes: text,
  },
}

const reporter: PartSpec = {
  many: true,
  fields: {
    kind: choice('reporter'),
    name: { kind: 'name', index: 'name' },
    phone: { kind: 'phone', index: 'phone' },
    address: text,
    note: text,
    withChildNow: yesno,
    mayContact: yesno,
    keepSecret: yesno,
    mayBeHarmer: { kind: 'yesno', inside: true },
  },
}

const household: PartSpec = {
  many: false,
  fields: {
    fatherName: { kind: 'name', index: 'name' }, fatherAge: { kind: 'number' }, fatherWork: text,
    motherName: { kind: 'name', index: 'name' }, motherAge: { kind: 'number' }, motherWork: text,
    circumstances: text, poverty: choice('poverty'), members: text, phone: { kind: 'phone', index: 'phone' },
  },
}

const harmer: PartSpec = {
  many: true,
  fields: {
    relation: choice('relation'), kind: choice('harmerKind'), access: choice('access'), name: { kind: 'name', index: 'name' }, sex: choice('sex'),
    birthYear: { kind: 'number' }, phone: { kind: 'phone', index: 'phone' }, address: text, note: text,
  },
}

const concern: PartSpec = {
  many: true,
  fields: {
    category: choice('category'), form: choice('form'), environment: choice('environment'), course: choice('course'), when: text,
    place: text, commune: { kind: 'commune' }, communeOld: text, description: text,
  },
}

const assessment: PartSpec = {
  many: true,
  fields: {
    assessedOn: { kind: 'date' },
    assessor: text,
    ...Object.fromEntries(ASSESSMENT_ROWS.map(({ id }) => [id, choice('level')])),
    conclusion: choice('conclusion'),
    needHome: text, needMedical: text, needSafety: text, needMind: text,
  },
}

export const PARTS = {
  child,
  reporter,
  household,
  harmer,
  concern,
  measure: { many: true, fields: { what: text, by: text, when: text } },
  assessment,
  decision: { many: true, fields: { what: text, why: text, legalGround: choice('legalGround'), decidedOn: { kind: 'date' }, officer: text } },
  note: { many: true, fields: { text: { kind: 'text', inside: true } } },
  contact: { many: true, fields: { via: choice('via'), direction: choice('direction'), at: { kind: 'time' }, with: text, summary: text } },
} as const satisfies Record<string, PartSpec>

export type PartKind = keyof typeof PARTS
export const PART_KINDS: readonly PartKind[] = ['child', 'reporter', 'household', 'harmer', 'concern', 'measure', 'assessment', 'decision', 'note', 'contact']

export function isPartKind(kind: string): kind is PartKind {
  return Object.hasOwn(PARTS, kind)
}

/** The spec of a field; undefined when the part has none of that name. */
export function fieldSpec(kind: PartKind, name: string): FieldSpec | undefined {
  const fields: Readonly<Record<string, FieldSpec>> = PARTS[kind].fields
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

export function fieldNames(kind: PartKind): string[] {
  return Object.keys(PARTS[kind].fields)
}
