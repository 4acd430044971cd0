/** Plays inputs against the real dialogs and writes down what a person would see: the tests' only host. */
import { fileURLToPath } from 'node:url'
import { newSession, serviceLine, step, type Dialogs, type Directory, type Effect, type Facts, type Input, type Session, type ShownService } from '../../src/dialog/index.ts'
import { findCommune } from '../../src/directory/findCommune.ts'
import { findPlaces } from '../../src/directory/findPlaces.ts'
import { readDialogs } from '../../src/dialog/disk.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const loaded = readDialogs(ROOT)
export const dialogs: Dialogs = loaded.dialogs
export const problems = loaded.problems

/** Settings of a Centre that does not exist. */
export const CENTRE = {
  centre: 'Trung tâm', hotline: '18001581', child111: '111', police: '113', ambulance: '115', fire: '114', disaster: '112', receipt: '“Mã quay lại”',
}

/** Places that do not exist, under numbers of the stage (all zeros). */
export const DIRECTORY: Directory = {
  findPlaces,
  services: [
    { name: 'Ủy ban xã Việt An', communeCode: codeOf('viet an'), needs: ['school', 'money', 'papers'], phone: '0235000001', hours: 'thứ hai đến thứ sáu', verifiedOn: '2026-02-01' },
    { name: 'Ủy ban xã Thăng An', communeCode: codeOf('thang an'), needs: ['school', 'money', 'papers'], phone: '0235000002', hours: '', verifiedOn: '2024-01-10' },
    { name: 'Quỹ khuyến học', communeCode: null, needs: ['school'], phone: '0235000003', hours: '', verifiedOn: '2026-01-15' },
    { name: 'Trạm trợ giúp pháp lý', communeCode: null, needs: ['law'], phone: '0235000004', hours: '', verifiedOn: null },
  ],
}

function codeOf(name: string): string {
  return findCommune(name).communes[0]?.commune.code ?? ''
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
  const result = step({ dialogs, session: player.session, input, facts, now, directory: DIRECTORY })
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

export function placeLine(one: ShownService, params: Record<string, string> | undefined, locale: 'vi' | 'en'): string {
  const line = serviceLine(one)
  return rendered(line.key, { ...params, ...line.params }, locale)
}

/** What the person sees, one line a bubble, buttons in brackets; other effects in their own lines. */
export function shown(player: Player): string[] {
  return player.effects.map((effect) => {
    switch (effect.kind) {
      case 'say': {
        const titles = (effect.buttons ?? []).map((button) => `[${rendered(button.titleKey, button.params, player.session.locale)}]`).join('')
        const places = (effect.services ?? []).map((one) => ` ${placeLine(one, effect.params, player.session.locale)}`).join('')
        return `${rendered(effect.key, effect.params, player.session.locale)}${places}${titles === '' ? '' : ` ${titles}`}`
      }
      case 'handoff':
      case 'close':
        return `(${effect.kind}: ${effect.reason})`
      case 'wait':
        return `(wait ${effect.seconds} s)`
      case 'language':
        return `(language: ${effect.locale})`
      case 'secret':
        return `(secretly: ${effect.name} = ${String(effect.value)})`
      case 'slot':
        return `(${effect.name} = ${effect.status === 'value' ? String(effect.value) : effect.status})`
      case 'forget':
      case 'quiet':
        return `(${effect.kind})`
    }
  })
}
