/** The ActivityHandler: steps the dialog and carries out its effects. */
import { ActivityHandler, MessageFactory, type TurnContext } from 'botbuilder'
import { FACES } from '../conversation/index.ts'
import { isOpen, targetMinutes, type Centre, type DirectoryReader } from '../directory/index.ts'
import { step, type Dialogs, type Effect, type Facts } from '../dialog/index.ts'
import { unreachable } from '../errors.ts'
import { maxUrgency } from '../triage/index.ts'
import type { Speech } from './speech.ts'
import { workOf, type Work } from './work.ts'

/** The slot of dialogs/about.yaml that says so. */
const WANTS_DELETED = 'wantsDeleted'

/** The reason of dialogs/staffharm.yaml: seen by the independent focal persons only. */
const STAFF_COMPLAINT = 'staff-complaint'

export type TalkOptions = { dialogs: Dialogs; centre: () => Centre; directory: Pick<DirectoryReader, 'findPlaces' | 'services'>; speech: Speech }

export class TalkHandler extends ActivityHandler {
  constructor(options: TalkOptions) {
    super()
    const talk = async (context: TurnContext, next: () => Promise<void>) => {
      await takeStep(context, options)
      await next()
    }
    this.onMessage(talk)
    this.onEvent(talk)
  }
}

async function takeStep(context: TurnContext, { dialogs, centre, directory, speech }: TalkOptions): Promise<void> {
  const work = workOf(context)
  const facts = factsOf(work, centre(), speech)
  const result = step({ dialogs, session: work.memory.dialog, input: work.input, facts, now: work.turn.now, directory: { findPlaces: directory.findPlaces, services: directory.services() } })
  work.memory.dialog = { ...result.session, slots: { ...heardSlots(facts), ...result.session.slots } }
  work.memory.open = result.answering ?? null
  for (const effect of result.effects) await carryOut(context, work, effect, speech)
}

async function carryOut(context: TurnContext, work: Work, effect: Effect, speech: Speech): Promise<void> {
  switch (effect.kind) {
    case 'say': {
      const content = speech.say(work.memory.dialog.locale, effect, work.turn.conversation.channel)
      if (content) await context.sendActivity({ ...MessageFactory.text(content.text), channelData: { content } })
      return
    }
    case 'handoff':
      work.owner = 'queue'
      if (effect.reason === STAFF_COMPLAINT) work.focal = true
      if (effect.urgency !== undefined) work.level = maxUrgency(work.level, effect.urgency)
      return
    case 'wait':
      work.nextDueAt = new Date(work.turn.now.getTime() + effect.seconds * 1000)
      return
    case 'close':
      work.close = effect.reason
      return
    case 'language':
      work.locale = effect.locale
      return
    // A wish to be forgotten is a legal act with exceptions: a human reads it (law.md §5). The way back closes at once.
    case 'forget':
      work.review = true
      work.wantsErased = true
      return
    // The same wish where somebody may be in danger (dialogs/about.yaml): what was told is kept until a human has read it.
    case 'slot':
      if (effect.name === WANTS_DELETED && effect.value === true) work.wantsErased = true
      return
    // It lives in the dialog's own session.
    case 'secret':
      work.feedback = feedbackOf(work, effect.value, speech)
      return
    case 'quiet':
      return
    default:
      unreachable(effect)
  }
}

/** The answer to how it was, with what shall stand in the place of the message that gave it. */
function feedbackOf({ message, locale }: Work, value: unknown, speech: Speech): Work['feedback'] {
  const face = FACES.find((one) => one === value)
  return message && face ? { face, messageId: message.id, blot: speech.blot(locale) } : undefined
}

function factsOf(work: Work, centre: Centre, speech: Speech): Facts {
  const { conversation, now } = work.turn
  const open = isOpen(centre, now)
  const minutes = targetMinutes(centre, work.level, open)
  const waited = conversation.waitingSince ? now.getTime() - conversation.waitingSince.getTime() : 0
  return {
    urgency: work.level,
    previousUrgency: conversation.urgency,
    heard: work.heardNow,
    categories: work.assessment?.categories ?? conversation.categories,
    reporter: work.assessment?.reporter ?? conversation.reporter,
    hours: open ? 'open' : 'closed',
    onCall: centre.onCall,
    owner: work.owner,
    channel: conversation.channel,
    triageSlots: slotsOf(work),
    ...(minutes === undefined ? {} : { queueTarget: speech.duration(work.memory.dialog.locale, minutes), queueMissed: waited > minutes * 60_000 }),
  }
}

/** What the card shows though no dialog asks for it: who did it, and who is with the child. */
const CARD_ONLY = ['who', 'withNow'] as const

function heardSlots({ triageSlots = {} }: Facts): Work['memory']['dialog']['slots'] {
  return Object.fromEntries(CARD_ONLY.flatMap((name) => {
    const value = triageSlots[name]
    return value === undefined ? [] : [[name, { status: 'value' as const, value }]]
  }))
}

function slotsOf(work: Work): Record<string, string | number | boolean> {
  const slots = work.assessment?.slots ?? {}
  const plain = Object.entries(slots).flatMap(([name, value]) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[name, value] as const]
    return name === 'commune' && typeof value === 'object' && 'name' in value && typeof value.name === 'string' ? [['place', value.name] as const] : []
  })
  return Object.fromEntries(plain)
}
