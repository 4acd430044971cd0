/**
 * What a model outside this process may see of a message: `redact` of safeguards, and beside its patterns, which live
 * on capitals, what this service knows for sure however it is written: the writer's own name at the platform, the
 * places of the Centre's area, names that schools and streets bear, and given names behind a word for a person.
 */
import * as z from 'zod'
import { COMMUNES } from '../directory/index.ts'
import { redact } from '../safeguards/index.ts'
import data from './smallNames.json' with { type: 'json' }

const { famous, surnames, given } = z.object({ famous: z.array(z.string()), surnames: z.array(z.string()), given: z.array(z.string()) }).parse(data)

/** @example hide('em o tra my, lan ne', { name: 'Nguyễn Lan' }) // 'em o [PLACE], [NAME] ne' */
export function hide(text: string, { name }: { name: string | undefined }): string {
  let hidden = text.normalize('NFC')
  const own = partsOf(name ?? '')
  if (own.length > 0) hidden = hidden.replaceAll(anyOf(own), '[NAME]')
  for (const [find, by] of SMALL) hidden = hidden.replaceAll(find, by)
  return redact(hidden).text
}

/** The whole name and the given name; a short one ("An") is an everyday word and only counts in the whole name. */
function partsOf(name: string): string[] {
  const words = name.normalize('NFC').trim().split(/\s+/)
  const last = words.at(-1) ?? ''
  return [words.join(' '), ...(last.length >= 3 ? [last] : [])].filter((part) => part.length >= 2)
}

/** Places of one syllable are everyday words; `redact` finds them after "xã". */
const places = COMMUNES.flatMap((commune) => [commune, ...commune.formedFrom, ...commune.districts].map(({ name }) => name)).filter((name) => name.includes(' '))
const persons = ['chú', 'bác', 'cậu', 'dượng', 'dì', 'thím', 'mợ', 'anh', 'chị', 'thầy', 'cô', 'bạn', 'ông', 'bà', 'thằng', 'bé', 'nhỏ']

const END = String.raw`(?![\p{L}\p{N}])`
const SMALL: readonly (readonly [find: RegExp, by: string])[] = [
  [anyOf([...famous, ...places], { before: String.raw`(?:\d{1,4}(?:/\d{1,4})*\s+)?` }), '[PLACE]'],
  [anyOf(surnames, { after: String.raw`\s+(?:thị|văn|thi|van)\s+\p{L}+` }), '[NAME]'],
  [anyOf(given, { before: String.raw`(?<=(?:^|[^\p{L}])(?:${either(persons)})\s)` }), '[NAME]'],
]

/** Whole words, any case, with all their marks or with none: "lẻ loi" is lonely and not Lê Lợi. */
function anyOf(names: readonly string[], { before = '', after = '' } = {}): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${before}(?:${either(names)})${after}${END}`, 'giu')
}

function either(names: readonly string[]): string {
  const written = new Set(names.flatMap((name) => [name.normalize('NFC'), bare(name)]))
  const longerFirst = [...written].toSorted((a, b) => b.length - a.length)
  return longerFirst.map((one) => one.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`)).join('|')
}

function bare(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
}
