/** Checks of one text: readable for its reader, nothing §2.2 forbids, no number of its own. */
import { CENTRE_PARAMS, ENGINE_PARAMS } from './engineKeys.ts'
import { CHARACTERS, FORBIDDEN, HARD_WORDS, PARAM_WORDS, SENTENCES, SENTENCE_WORDS } from './rules.ts'
import type { ProblemCode } from './problem.ts'
import type { Locale } from './types.ts'

export type Audience = 'child' | 'adult' | 'all'
export type TextFault = { code: ProblemCode; message: string }

const PARAM = /\{\{(\w+)\}\}/gu
const KNOWN_PARAMS = new Set<string>([...ENGINE_PARAMS, ...CENTRE_PARAMS])

/** Everything wrong with a text for this audience; empty when it may be said. */
export function checkText(text: string, { locale, audience }: { locale: Locale; audience: Audience }): TextFault[] {
  return [...checkShape(text), ...checkLength(text, locale, audience), ...checkWords(text, locale, audience)]
}

function checkShape(text: string): TextFault[] {
  const faults: TextFault[] = []
  if (text !== text.normalize('NFC')) faults.push({ code: 'not-nfc', message: 'the text is not NFC' })
  for (const [, name = ''] of text.matchAll(PARAM)) {
    if (!KNOWN_PARAMS.has(name)) faults.push({ code: 'param', message: `no such param: {{${name}}}` })
  }
  const plain = text.replaceAll(PARAM, '')
  // "gõ 0" is the one digit a text may hold: numbers come from the settings.
  const digits = plain.replaceAll(/(?<!\d)0(?!\d)/gu, '').match(/\d+/u)?.[0]
  if (digits !== undefined) faults.push({ code: 'digits', message: `"${digits}": numbers come from the settings` })
  if (/[!]|\p{Extended_Pictographic}/u.test(plain)) faults.push({ code: 'forbidden', message: 'no exclamation marks, no emoji' })
  if (plain.split('?').length > 2) faults.push({ code: 'two-questions', message: 'one question a message' })
  return faults
}

function checkLength(text: string, locale: Locale, audience: Audience): TextFault[] {
  const faults: TextFault[] = []
  if (text.length > CHARACTERS) faults.push({ code: 'too-long', message: `${text.length} characters, at most ${CHARACTERS}` })
  const all = sentences(text)
  if (all.length > SENTENCES) faults.push({ code: 'too-long', message: `${all.length} sentences, at most ${SENTENCES}` })
  const most = SENTENCE_WORDS[locale][audience]
  for (const sentence of all) {
    const words = countWords(sentence)
    if (words > most) faults.push({ code: 'too-long', message: `${words} words, at most ${most}: "${sentence}"` })
  }
  return faults
}

export function sentences(text: string): string[] {
  return text.split(/(?<=[.?!…])\s+|\n+/u).map((one) => one.trim()).filter((one) => one !== '')
}

function countWords(sentence: string): number {
  let extra = 0
  const filled = sentence.replaceAll(PARAM, (_, name: string) => {
    extra += (PARAM_WORDS[name] ?? 1) - 1
    return 'x'
  })
  return filled.split(/[^\p{L}\p{N}/]+/u).filter((word) => word !== '').length + extra
}

function checkWords(text: string, locale: Locale, audience: Audience): TextFault[] {
  const lower = text.toLowerCase()
  const faults: TextFault[] = []
  for (const { pattern, unless, why } of FORBIDDEN[locale]) {
    const found = pattern.exec(lower)
    if (found && !(unless?.test(lower) ?? false)) faults.push({ code: 'forbidden', message: `"${found[0]}": ${why}` })
  }
  if (locale !== 'vi' || audience === 'adult') return faults
  for (const [hard, plain] of Object.entries(HARD_WORDS)) {
    if (lower.includes(hard)) faults.push({ code: 'hard-word', message: `"${hard}": say "${plain}"` })
  }
  if (/(?<!trẻ )(?<![\p{L}])em(?![\p{L}])/u.test(lower)) faults.push({ code: 'pronoun', message: 'write {{you}}, not "em"' })
  return faults
}
