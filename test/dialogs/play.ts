/** Plays inputs against the real dialogs and writes down what a person would see: the tests' only host. */
import { fileURLToPath } from 'node:url'
import { newSession, step, type Dialogs, type Effect, type Facts, type Input, type Session } from '../../src/dialog/index.ts'
import { readDialogs } from '../../src/dialog/disk.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const loaded = readDialogs(ROOT)
export const dialogs: Dialogs = loaded.dialogs
export const problems = loaded.problems

/** Settings of a Centre that does not exist. */
export const CENTRE = {
  centre: 'Trung tâm', hotline: '18001581', child111: '111', police: '113', ambulance: '115', fire: '114', disaster: '112',
}

export const QUIET_DAY: Facts = {
  urgency: 'info', previousUrgency: 'info', categories: [], reporter: 'unknown', hours: 'open', onCall: true, owner: 'bot',
}

export type Player = { session: Session; facts: Facts; now: Date; effects: Effect[]; answering?: string }

export function newPlayer(options: { locale?: 'vi' | 'en'; untimed?: boolean; facts?: Partial<Facts> } = {}): Player {
  const target = options.untimed ? {} : { queueTarget: options.locale === 'en' ? 'half an hour' : 'ba mươi phút' }
  return {
    session: newSession(dialogs, { locale: options.locale ?? 'vi' }),
    facts: { ...QUIET_DAY, ...target, ...options.facts },
    now: new Date('2026-03-02T02:00:00Z'),
    effects: [],
  }
}

/** One turn as a host would do it: the session goes through JSON, a handoff puts the person in the queue. */
export function play(player: Player, input: Input, options: { facts?: Partial<Facts>; seconds?: number } = {}): Player {
  const previousUrgency = player.facts.urgency
  const owner = input.kind === 'returned' ? 'bot' : player.facts.owner
  const facts = { ...player.facts, previousUrgency, owner, ...options.facts }
  const now = new Date(player.now.getTime() + (options.seconds ?? 30) * 1000)
  const result = step({ dialogs, session: player.session, input, facts, now })
  const called = result.effects.some((effect) => effect.kind === 'handoff')
  const session: Session = JSON.parse(JSON.stringify(result.session))
  return {
    session,
    facts: { ...facts, owner: called ? 'queue' : facts.owner },
    now,
    effects: result.effects,
    ...(result.answering === undefined ? {} : { answering: result.answering }),
  }
}

export function say(text: string): Input {
  return { kind: 'message', text }
}

/** A text with its params as the person reads it. */
export function rendered(key: string, params: Record<string, string> | undefined, locale: 'vi' | 'en'): string {
  const all: Record<string, string> = { ...CENTRE, ...params }
  return (dialogs.texts[locale][key] ?? `⟨${key}⟩`).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => all[name] ?? whole)
}

/** What the person sees, one line a bubble, buttons in brackets; other effects in their own lines. */
export function shown(player: Player): string[] {
  return player.effects.map((effect) => {
    switch (effect.kind) {
      case 'say': {
        const titles = (effect.buttons ?? []).map((button) => `[${dialogs.texts[player.session.locale][button.titleKey]}]`).join('')
        return `${rendered(effect.key, effect.params, player.session.locale)}${titles === '' ? '' : ` ${titles}`}`
      }
      case 'handoff':
      case 'close':
        return `(${effect.kind}: ${effect.reason})`
      case 'wait':
        return `(wait ${effect.seconds} s)`
      case 'language':
        return `(language: ${effect.locale})`
      case 'slot':
        return `(${effect.name} = ${effect.status === 'value' ? String(effect.value) : effect.status})`
      case 'forget':
      case 'quiet':
        return `(${effect.kind})`
    }
  })
}
