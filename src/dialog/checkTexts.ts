/** Checks of all texts: there in every locale, used, fit for their readers; buttons short and few. */
import { allButtons } from './buttons.ts'
import { checkText, type Audience } from './checkText.ts'
import { CENTRE_NUMBERS, ENGINE_KEYS } from './engineKeys.ts'
import { fault } from './fault.ts'
import { BUTTONS, BUTTON_TITLE } from './limits.ts'
import type { Dialogs } from './parse.ts'
import type { Problem } from './problem.ts'
import type { Step } from './steps.ts'
import { webKey } from './turn.ts'
import type { Locale } from './types.ts'

const NUMBERS = new Set<string>(CENTRE_NUMBERS)
const LOCALES = ['vi', 'en'] as const satisfies readonly Locale[]

export function checkTexts(dialogs: Dialogs): Problem[] {
  return [
    ...Object.values(dialogs.steps).flatMap((step) => checkStep(dialogs, step)),
    ...LOCALES.flatMap((locale) => checkUse(dialogs, locale)),
    ...LOCALES.flatMap((locale) => ENGINE_KEYS.flatMap((key) => checkEngineKey(dialogs, locale, key))),
  ]
}

/** The keys a step says, and those of its buttons. */
export function keysOf(step: Step): { says: string[]; titles: string[] } {
  if (step.kind === 'say') return { says: [step.text], titles: step.calls.map((call) => call.title) }
  if (step.kind !== 'ask') return { says: [], titles: [] }
  return { says: [step.text], titles: [...Object.values(step.options), ...step.calls].map((one) => one.title) }
}

function checkStep(dialogs: Dialogs, step: Step): Problem[] {
  const audience = dialogs.dialogs[step.dialog]?.audience ?? 'all'
  const { says, titles } = keysOf(step)
  const problems = LOCALES.flatMap((locale) => [
    ...says.flatMap((key) => [key, webKey(dialogs, key)].filter((one) => one !== undefined)).flatMap((key) => checkKey({ dialogs, step, locale, key, audience })),
    ...titles.flatMap((key) => checkTitle({ dialogs, step, locale, key })),
  ])
  if (step.kind === 'say' || step.kind === 'ask') {
    for (const { phone } of step.calls) if (!NUMBERS.has(phone)) problems.push(fault(dialogs, step.id, 'param', `no such number: ${phone}`))
  }
  if (step.kind !== 'ask') return problems
  const shown = allButtons(step, { waiting: false }).length
  if (shown > BUTTONS) problems.push(fault(dialogs, step.id, 'buttons', `${shown} buttons, at most ${BUTTONS}`))
  const names = Object.keys(step.options)
  if (step.answer === 'choice' && names.length === 0) problems.push(fault(dialogs, step.id, 'options', 'a choice needs options'))
  if (step.answer === 'yesno' && !(names.includes('yes') && names.includes('no'))) {
    problems.push(fault(dialogs, step.id, 'options', 'yesno needs the options yes and no'))
  }
  return problems
}

type KeyCheck = { dialogs: Dialogs; step: Step; locale: Locale; key: string; audience: Audience }

function checkKey({ dialogs, step, locale, key, audience }: KeyCheck): Problem[] {
  const text = dialogs.texts[locale][key]
  if (text === undefined || text.trim() === '') return [fault(dialogs, step.id, 'missing-key', `${locale}: ${key}`)]
  return checkText(text, { locale, audience }).map(({ code, message }) => fault(dialogs, step.id, code, `${locale}: ${key}: ${message}`))
}

function checkTitle({ dialogs, step, locale, key }: Omit<KeyCheck, 'audience'>): Problem[] {
  const title = dialogs.texts[locale][key]
  if (title === undefined || title.trim() === '') return [fault(dialogs, step.id, 'missing-key', `${locale}: ${key}`)]
  if (title.length > BUTTON_TITLE) return [fault(dialogs, step.id, 'button-title', `${locale}: ${key}: ${title.length} characters, at most ${BUTTON_TITLE}`)]
  return /\d|\{\{/u.test(title) ? [fault(dialogs, step.id, 'digits', `${locale}: ${key}: no numbers or params in a title`)] : []
}

function checkEngineKey(dialogs: Dialogs, locale: Locale, key: string): Problem[] {
  const file = `locales/${locale}/bot.json`
  const text = dialogs.texts[locale][key]
  if (text === undefined) return [{ file, code: 'missing-key', message: key }]
  if (key.startsWith('button.')) return []
  return checkText(text, { locale, audience: 'all' }).map(({ code, message }) => ({ file, code, message: `${key}: ${message}` }))
}

function checkUse(dialogs: Dialogs, locale: Locale): Problem[] {
  const used = new Set<string>(ENGINE_KEYS)
  for (const step of Object.values(dialogs.steps)) {
    const { says, titles } = keysOf(step)
    for (const key of [...says, ...titles]) used.add(key).add(webKey(dialogs, key) ?? key)
  }
  return Object.keys(dialogs.texts[locale]).filter((key) => !used.has(key))
    .map((key): Problem => ({ file: `locales/${locale}/bot.json`, code: 'unused-key', message: key }))
}
