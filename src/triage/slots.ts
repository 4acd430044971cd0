import { communeIn } from './communes.ts'
import { occurrencesOf } from './context.ts'
import type { CueBook } from './cuebook.ts'
import { turnOf } from './find.ts'
import type { Reading } from './find.ts'
import { plain } from './text/syllable.ts'
import type { BotQuestion, Slots, TriageContext, Turn } from './types.ts'

const NUMBERS = new Map([
  'không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai', 'mười ba', 'mười bốn',
  'mười lăm', 'mười sáu', 'mười bảy', 'mười tám',
].map((word, value) => [plain(word.replace(' ', '')), value]))
NUMBERS.set('muoinam', 15)
/** A child enters class 1 at six: age = class + 5. */
const CLASS_TO_AGE = 5
const OLDEST = 18

/** Number written as digits or words at a token; how many tokens it takes. */
function numberAt(words: readonly string[], at: number): { value: number; length: number } | undefined {
  const word = words[at] ?? ''
  if (/^\d{1,2}$/.test(word)) return { value: Number(word), length: 1 }
  const two = NUMBERS.get(word + (words[at + 1] ?? '-'))
  if (two !== undefined && two > 10) return { value: two, length: 2 }
  const one = NUMBERS.get(word)
  return one === undefined ? undefined : { value: one, length: 1 }
}

/** The child's age from "12 tuổi", "em 12t", "lớp 6", "mười hai tuổi", "8 tháng". */
export function ageIn(reading: Reading): number | undefined {
  const words = reading.tokens.map((token) => plain(token.word))
  let byClass: number | undefined
  for (let i = 0; i < words.length; i++) {
    const number = numberAt(words, i)
    if (number === undefined) continue
    const after = words[i + number.length] ?? ''
    const before = words[i - 1] ?? ''
    if ((after === 'tuoi' || after === 'tui' || after === 't') && number.value <= OLDEST) return number.value
    if (after === 'thang' && /^(tuoi|nay)?$/.test(words[i + number.length + 1] ?? '') && /^(be|con|chau|em|dua|tre)$/.test(before)) return 0
    if (before === 'lop' && number.value >= 1 && number.value <= 12) byClass ??= number.value + CLASS_TO_AGE
  }
  return byClass
}

/** Phone numbers: Vietnamese, nine to eleven digits from a leading 0 or +84. */
function phonesIn(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ text }) => [...text.matchAll(/(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)/g)].map(([found]) => found.replace(/\D/g, '')))
}

/** What a short answer to one of the bot's questions says; undefined when it says neither. */
export function answerTo(book: CueBook, reading: Reading, turn: number): 'yes' | 'no' | 'unsure' | undefined {
  const own = reading.tokens.filter((token) => token.turn === turn)
  const first = reading.tokens.findIndex((token) => token.turn === turn)
  if (own.length === 0 || own.length > 8) return undefined
  const starts = (name: string): boolean => occurrencesOf(book, reading, name).some((o) => turnOf(reading, o.from) === turn && o.from <= first + 1)
  if (starts('unsure')) return 'unsure'
  if (starts('no')) return 'no'
  return starts('yes') ? 'yes' : undefined
}

const WHO = ['stepparent', 'father', 'mother', 'grandparent', 'relative', 'teacher', 'boss', 'partner', 'peer', 'online', 'stranger']
const WHEN: readonly (readonly [NonNullable<Slots['when']>, string])[] = [['now', 'being'], ['tonight', 'tonight'], ['past', 'past']]
const WITH: readonly (readonly [NonNullable<Slots['withNow']>, string])[] = [
  ['siblings', 'with-siblings'], ['alone', 'with-alone'], ['safe-adult', 'with-safe-adult'], ['friends', 'with-friends'],
]

/** Fill what the words say; nothing is guessed. */
export function slotsOf(book: CueBook, reading: Reading, turns: readonly Turn[], context: TriageContext): Slots {
  const has = (name: string): boolean => occurrencesOf(book, reading, name).length > 0
  const slots: Slots = {}
  const age = context.knownAge ?? ageIn(reading) ?? ageAnswered(turns)
  if (age !== undefined) slots.age = age
  const commune = communeIn(reading.tokens)
  if (commune !== undefined) slots.commune = commune
  const who = WHO.find((kind) => has(`who-${kind}`))
  if (who !== undefined) slots.who = who
  const when = WHEN.find(([, name]) => has(name))
  if (when !== undefined) slots.when = when[0]
  if (has('injury') || has('breath') || has('grave')) slots.injured = true
  const withNow = WITH.find(([, name]) => has(name))
  if (withNow !== undefined) slots.withNow = withNow[0]
  const phones = phonesIn(turns)
  if (phones.length > 0) slots.phones = phones
  turns.forEach((turn, index) => fillAnswer(slots, turn.answering, answerTo(book, reading, index)))
  return slots
}

function ageAnswered(turns: readonly Turn[]): number | undefined {
  const said = turns.findLast((turn) => turn.answering === 'age')?.text.match(/\d{1,2}/)?.[0]
  const age = said === undefined ? undefined : Number(said)
  return age !== undefined && age <= OLDEST ? age : undefined
}

function fillAnswer(slots: Slots, question: BotQuestion | undefined, answer: 'yes' | 'no' | 'unsure' | undefined): void {
  if (question === undefined || answer === undefined || answer === 'unsure') return
  const value = answer === 'yes'
  if (question === 'safe-now') slots.safeNow = value
  else if (question === 'hurting-self-now') slots.hurtingSelfNow = value
  else if (question === 'adult-near') slots.adultNear = value
  else if (question === 'injured') slots.injured = value
}
