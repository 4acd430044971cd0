/** Plays a dialog for its reviewers with the real engine, the real triage and the Centre's own numbers; nothing is stored. */
import type * as z from 'zod'
import type { Speech } from '../bot/index.ts'
import { goOn, open, type Dialogs, type Directory, type Effect, type Facts, type Input, type Rehearsal, type Session } from '../dialog/index.ts'
import { assess, maxUrgency, type Urgency } from '../triage/index.ts'
import type { Line, playSchema, Said } from './api.ts'

export type Played = z.infer<typeof playSchema>
export type Stage = { dialogs: Dialogs; speech: Speech; directory: Directory }

/** A rehearsal stands at this moment: the same words give the same talk. */
const NOW = new Date('2026-01-05T03:00:00Z')
const TARGET_MINUTES = 30

/** Everything said and heard, oldest first. */
export function play(stage: Stage, name: string, { locale, moment, channel, said }: Played): Line[] {
  const rehearsal: Rehearsal = { dialogs: stage.dialogs, name, locale, directory: stage.directory, now: NOW }
  const base: Facts = {
    urgency: 'info', previousUrgency: 'info', categories: [], reporter: 'unknown', owner: 'bot', channel,
    hours: moment === 'open' ? 'open' : 'closed', onCall: moment !== 'nobody',
    ...(moment === 'nobody' ? {} : { queueTarget: stage.speech.duration(locale, TARGET_MINUTES) }),
  }
  const lines: Line[] = []
  const texts: string[] = []
  let facts = base
  let session: Session
  const take = (result: { session: Session; effects: Effect[] }) => {
    lines.push(...linesOf(stage.speech, result.session.locale, result.effects, channel))
    if (result.effects.some(({ kind }) => kind === 'handoff')) facts = { ...facts, owner: 'queue' }
    return result.session
  }
  session = take(open(rehearsal, facts))
  for (const one of said) {
    lines.push(lineOf(one))
    if (one.kind === 'text') {
      texts.push(one.text)
      const before = facts.urgency
      facts = { ...facts, previousUrgency: before, ...heard(texts, facts) }
      if (facts.urgency !== before) lines.push({ who: 'note', what: 'level', text: facts.urgency })
    }
    session = take(goOn(rehearsal, session, inputOf(one), facts))
  }
  return lines
}

function heard(texts: readonly string[], { urgency, reporter }: Facts): Pick<Facts, 'urgency' | 'categories' | 'reporter'> {
  const assessment = assess(texts.map((text) => ({ text })))
  const level: Urgency = maxUrgency(urgency, assessment.level)
  return { urgency: level, categories: assessment.categories, reporter: assessment.reporter === 'unknown' ? reporter : assessment.reporter }
}

function inputOf(one: Said): Input {
  switch (one.kind) {
    case 'text':
      return { kind: 'message', text: one.text }
    case 'tap':
      return { kind: 'message', text: one.text, payload: one.payload }
    case 'silence':
      return { kind: 'silence' }
  }
}

function lineOf(one: Said): Line {
  return one.kind === 'silence' ? { who: 'note', what: 'silence', text: '' } : { who: 'person', text: one.text }
}

function linesOf(speech: Speech, locale: 'vi' | 'en', effects: readonly Effect[], channel: string): Line[] {
  return effects.flatMap((effect): Line[] => {
    if (effect.kind === 'say') {
      const content = speech.say(locale, effect, channel)
      return content ? [{ who: 'bot', text: content.text, buttons: (content.buttons ?? []).map(({ title, payload }) => ({ title, payload })) }] : []
    }
    if (effect.kind === 'handoff' || effect.kind === 'close') return [{ who: 'note', what: effect.kind, text: effect.reason }]
    return effect.kind === 'quiet' ? [{ who: 'note', what: 'quiet', text: '' }] : []
  })
}
