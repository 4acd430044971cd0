/** A typed answer → what it says. Every kind also knows "I don't know" and "I'd rather not". */
import { ANSWER_LENGTH, FIRST_WORD_ANSWERS } from './limits.ts'
import { bare, isPhrase, nearly, withoutParticles, wordCount } from './words.ts'
import { readAge } from './readAge.ts'
import { readWhen } from './readWhen.ts'
import { readPhone } from './readPhone.ts'
import { optionOf, type AskStep } from './steps.ts'
import type { Phrases } from './schema.ts'
import type { SlotPlain } from './session.ts'

export type Answer =
  | { kind: 'value'; value: SlotPlain; option?: string }
  | { kind: 'unknown' }
  | { kind: 'declined' }
  | { kind: 'unread' }

type Reading = { ask: AskStep; text: string; plain: string; year: number; phrases: Phrases; titles: Record<string, string[]> }

/** Reads a message as the answer to an open ask. `titles` holds each option's titles in both languages. */
export function readAnswer(args: { ask: AskStep; text: string; phrases: Phrases; titles: Record<string, string[]>; year: number }): Answer {
  const plain = bare(args.text)
  const reading: Reading = { ...args, plain: withoutParticles(plain, args.phrases.particles) }
  const chosen = readOption(reading)
  if (chosen !== undefined) return { kind: 'value', value: optionValue(chosen), option: chosen }
  if (isPhrase(plain, args.phrases.skip) || isPhrase(reading.plain, args.phrases.skip)) return { kind: 'declined' }
  if (isPhrase(plain, args.phrases.unknown) || isPhrase(reading.plain, args.phrases.unknown)) return { kind: 'unknown' }
  return readKind(reading)
}

function readKind(reading: Reading): Answer {
  const { ask, text, plain } = reading
  switch (ask.answer) {
    case 'yesno':
      return readYesNo(reading)
    case 'choice':
      return { kind: 'unread' }
    case 'age':
      return valueOrUnread(readAge(plain, reading.year))
    case 'when':
      return valueOrUnread(readWhen(plain) ?? shortText(text))
    case 'phone':
      return valueOrUnread(readPhone(text))
    case 'place':
      // "có" names no place; "không" is not asked twice.
      if (isPhrase(plain, reading.phrases.yes)) return { kind: 'unread' }
      if (isPhrase(plain, reading.phrases.no)) return { kind: 'declined' }
      return valueOrUnread(anyText(text))
    case 'text': {
      const yesNo = ask.options.yes ? readYesNo(reading) : undefined
      return yesNo?.kind === 'value' ? yesNo : valueOrUnread(anyText(text))
    }
  }
}

function valueOrUnread(value: SlotPlain | undefined): Answer {
  return value === undefined ? { kind: 'unread' } : { kind: 'value', value }
}

function anyText(text: string): string | undefined {
  const trimmed = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  return /[\p{L}\p{N}]/u.test(trimmed) ? trimmed.slice(0, ANSWER_LENGTH) : undefined
}

/** A time said in words we do not know is still a time, if it is short. */
function shortText(text: string): string | undefined {
  return wordCount(text) <= 8 && /\p{L}{2}/u.test(text) ? anyText(text) : undefined
}

function readYesNo({ ask, plain, phrases }: Reading): Answer {
  if (isPhrase(plain, phrases.unsure)) return choose(ask, 'unsure')
  if (isPhrase(plain, phrases.yes)) return choose(ask, 'yes')
  if (isPhrase(plain, phrases.no)) return choose(ask, 'no')
  // "có, ở ngoài cửa", "không ai hết": the first word answers, when the message is short.
  const [first, second] = plain.split(' ')
  if (wordCount(plain) > FIRST_WORD_ANSWERS || first === undefined) return { kind: 'unread' }
  if (second !== undefined && ['chac', 'ro'].includes(second)) return choose(ask, 'unsure')
  if (second !== undefined && ['biet', 'nho', 'muon'].includes(second)) return { kind: 'unread' }
  if (phrases.yes.includes(first)) return choose(ask, 'yes')
  if (phrases.no.includes(first)) return choose(ask, 'no')
  return { kind: 'unread' }
}

function choose(ask: AskStep, option: string): Answer {
  return optionOf(ask, option) ? { kind: 'value', value: optionValue(option), option } : { kind: 'unread' }
}

/** yes and no are kept as true and false; any other option by its name. */
export function optionValue(option: string): SlotPlain {
  if (option === 'yes') return true
  return option === 'no' ? false : option
}

/** An option by its number, title or further words, slips forgiven when only one fits. */
function readOption({ ask, text, plain, titles }: Reading): string | undefined {
  const names = Object.keys(ask.options)
  const number = /^([1-9])[.)]?$/.exec(text.trim())?.[1]
  if (number !== undefined && ask.answer !== 'age') return names[Number(number) - 1]
  const exact = optionNamed(ask, text, titles) ?? optionNamed(ask, plain, titles)
  if (exact !== undefined) return exact
  const whole = bare(text)
  const near = names.filter((name) => wordsOf(ask, name, titles).some((word) => nearly(plain, word) || nearly(whole, word)))
  return near.length === 1 ? near[0] : undefined
}

/** The option whose title or words these are, to the letter but for marks. */
export function optionNamed(ask: AskStep, text: string, titles: Record<string, string[]>): string | undefined {
  const whole = bare(text)
  return Object.keys(ask.options).find((name) => wordsOf(ask, name, titles).includes(whole))
}

function wordsOf(ask: AskStep, name: string, titles: Record<string, string[]>): string[] {
  return [...(titles[name] ?? []), ...(optionOf(ask, name)?.words ?? [])].map(bare)
}
