/** From a locale key to what the person reads: text from locales/, numbers from the Centre's settings, nothing else. */
import { RETURN_CODE_PAYLOAD, type Button, type Content } from '../conversation/index.ts'
import { serviceLine, type Effect, type Locale } from '../dialog/index.ts'
import type { Centre, NumberName } from '../directory/index.ts'
import type { Locales } from '../locales.ts'

type Say = Extract<Effect, { kind: 'say' }>
export type Speech = ReturnType<typeof createSpeech>

const HOUR = 60

export function createSpeech(locales: Locales, centre: () => Centre) {
  function params(locale: string): Record<string, string> {
    const { name, numbers } = centre()
    const dialled = Object.entries(numbers).map(([key, { number }]) => [key, number] as const)
    return { centre: locale === 'en' ? name.en : name.vi, ...Object.fromEntries(dialled) }
  }

  function isNumberName(name: string): name is NumberName {
    return name in centre().numbers
  }

  function button(locale: string, one: NonNullable<Say['buttons']>[number]): Button {
    const title = locales.text(locale, 'bot', one.titleKey, { ...params(locale), ...one.params })
    const phone = one.phone !== undefined && isNumberName(one.phone) ? centre().numbers[one.phone].number : undefined
    return { title, payload: one.payload, ...(phone === undefined ? {} : { phone }) }
  }

  return {
    /**
     * Renders one sentence with its buttons. A sentence with `{{receipt}}` brings the button that shows the code to come
     * back by: the code itself stands in no message, so nobody who reads the talk has it. Undefined: elsewhere than in
     * the web chat such a sentence is left unsaid. @throws on a key no locale has (refused at start).
     */
    say(locale: Locale, effect: Say, channel: string): Content | undefined {
      const title = locales.text(locale, 'system', 'returnCode')
      const receipt = `“${title}”`
      const text = locales.text(locale, 'bot', effect.key, { ...params(locale), ...effect.params, receipt })
      const places = (effect.services ?? []).map(serviceLine).map((one) => locales.text(locale, 'bot', one.key, { ...params(locale), ...effect.params, ...one.params }))
      const offers = text.includes(receipt)
      if (offers && channel !== 'web') return undefined
      const buttons = [...(effect.buttons ?? []).map((one) => button(locale, one)), ...(offers ? [{ title, payload: RETURN_CODE_PAYLOAD }] : [])]
      return { text: [text, ...places].join('\n'), key: effect.key, ...(buttons.length === 0 ? {} : { buttons }) }
    },
    /** What is said when the machine itself has failed: the truth and the numbers. */
    fallback(locale: string): Content {
      return { text: locales.text(locale, 'system', 'machineFailed', params(locale)), key: 'system:machineFailed' }
    },
    /** What stands in the place of an answer that the desk must not read. */
    blot(locale: string): Content {
      return { text: locales.text(locale, 'system', 'privateAnswer', {}) }
    },
    /** What is said when an alarm found no human in time: the truth and the numbers. */
    nobodyYet(locale: string): Content {
      return { text: locales.text(locale, 'alarms', 'person.nobodyYet', params(locale)), key: 'alarms:person.nobodyYet' }
    },
    /** The one neutral line that asks again after a day or a week: no word of what it was about. */
    followUp(locale: string): Content {
      return { text: locales.text(locale, 'system', 'followUp', params(locale)), key: 'system:followUp' }
    },
    /** What somebody who is blocked hears, once: nothing but the numbers. */
    blocked(locale: string): Content {
      return { text: locales.text(locale, 'system', 'blocked', params(locale)), key: 'system:blocked' }
    },
    /** A span of time as people say it. */
    duration(locale: string, minutes: number): string {
      return minutes < 2 * HOUR
        ? locales.text(locale, 'system', 'minutes', { count: minutes, n: minutes })
        : locales.text(locale, 'system', 'hours', { n: Math.round(minutes / HOUR) })
    },
  }
}
