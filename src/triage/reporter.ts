import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import type { Reading } from './find.ts'
import type { Reporter } from './types.ts'

/** Who is writing, most telling words first: a teacher also says "em", a child seldom says "lớp tôi chủ nhiệm". */
const ORDER: readonly Reporter[] = [
  'official', 'health', 'teacher', 'organisation', 'grandparent', 'parent', 'carer', 'neighbour', 'stranger', 'friend', 'sibling', 'child',
]
/** A child speaks of these adults too ("nhà bên kia"): they count only when the writer calls himself like an adult. */
const ADULT_VOICE = new Set<Reporter>(['official', 'health', 'teacher', 'organisation', 'grandparent', 'parent', 'neighbour', 'stranger', 'carer'])

/** The kind of reporter the words point to; the hint of the dialog decides when they do not. */
export function reporterOf(book: CueBook, reading: Reading, hint: Reporter | undefined): Reporter {
  const says = (name: string): number => occurrencesOf(book, reading, name).length
  const childVoice = says('child-voice')
  const adultVoice = says('adult-voice')
  for (const kind of ORDER) {
    if (says(`reporter-${kind}`) === 0) continue
    if (ADULT_VOICE.has(kind) && adultVoice === 0 && childVoice > 0) continue
    return kind === 'child' && hint !== undefined && hint !== 'unknown' ? hint : kind
  }
  return hint ?? 'unknown'
}
