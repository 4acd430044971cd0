/** The bot of one process: a turn of the spine in, its result out. Deterministic but for the clock handed in. */
import { mayWriteFirst, RETURN_CODE_PAYLOAD, type Bot, type BotTurn, type Content, type TurnMessage, type TurnResult } from '../conversation/index.ts'
import { isAtLeast, assess, type Assessment } from '../triage/index.ts'
import type { Input } from '../dialog/index.ts'
import { activityOf } from './activity.ts'
import { TurnAdapter } from './adapter.ts'
import { blockedMiddleware } from './blockedMiddleware.ts'
import { communeOf } from './communeOf.ts'
import { humanHoldsMiddleware } from './humanHoldsMiddleware.ts'
import { continued, readMemory } from './session.ts'
import { TalkHandler, type TalkOptions } from './talkHandler.ts'
import { triageMiddleware } from './triageMiddleware.ts'
import type { Work } from './work.ts'

const TRIAGE_VERSION = assess([]).version

/**
 * Builds the bot. The chain of the design (record → triage → quick exit and safe word → human holds → repair
 * phrases): recording is the spine's, exit, safe word and repair live in the dialog engine, which never traps.
 */
export function createBot(options: TalkOptions): Bot {
  const adapter = new TurnAdapter([triageMiddleware, humanHoldsMiddleware, blockedMiddleware(options.speech)])
  const handler = new TalkHandler(options)

  return async (turn: BotTurn): Promise<TurnResult> => {
    const open = turn.messages.filter((message) => message.open)
    const work = startWork(turn, options)
    const unasked = open.length === 0 && !turn.conversation.block && !mayWriteFirst(turn.conversation, turn.session, { now: turn.now, timeZone: options.centre().timeZone })
    if (unasked && turn.reason !== 'returned') return resultOf(work)
    for (const [index, message] of (open.length > 0 ? open : [undefined]).entries()) {
      work.message = message
      // What came together was written before any answer could be read: no later one answers the bot's question.
      work.input = inputOf(turn, message, { unseen: index > 0 })
      await adapter.process(activityOf(turn, message), work, (context) => handler.run(context))
    }
    return resultOf(unasked ? keepForLater(work) : work)
  }
}

/** The machine is back, but another may hold the phone: it says so when the person writes again. */
function keepForLater(work: Work): Work {
  const dialog = { ...work.memory.dialog, saidAt: new Date(0).toISOString(), unanswered: 0 }
  return { ...work, memory: { ...work.memory, dialog }, said: [], nextDueAt: undefined }
}

function startWork(turn: BotTurn, { dialogs }: TalkOptions): Work {
  const { conversation } = turn
  return {
    turn,
    memory: readMemory(turn.session ?? continued(turn.earlier, dialogs), dialogs, conversation.locale),
    message: undefined,
    input: { kind: 'silence' },
    assessment: undefined,
    level: conversation.urgency,
    review: conversation.review,
    wantsErased: false,
    feedback: undefined,
    focal: false,
    owner: conversation.ownerKind === 'queue' ? 'queue' : 'bot',
    said: [],
    nextDueAt: undefined,
    close: undefined,
    locale: conversation.locale,
    heardNow: 'info',
    heardInTurn: 'info',
    heard: undefined,
  }
}

function inputOf(turn: BotTurn, message: TurnMessage | undefined, { unseen }: { unseen: boolean }): Input {
  if (message) {
    if (message.kind !== 'text') return { kind: 'media', media: message.kind }
    const { text, payload } = message.content
    return { kind: 'message', text, unseen, ...(payload === undefined ? {} : { payload }) }
  }
  if (turn.reason === 'returned') return { kind: 'returned' }
  if (turn.reason === 'closed') return { kind: 'returned', closed: true }
  return turn.reason === 'arrival' ? { kind: 'start' } : { kind: 'silence' }
}

function resultOf(work: Work): TurnResult {
  const { turn, assessment } = work
  const { conversation } = turn
  const commune = communeOf(work)
  return {
    say: merged(work.said),
    session: work.memory,
    urgency: work.level,
    heard: work.feedback ? 'info' : work.heardInTurn,
    categories: assessment && !work.feedback ? union(codesOf(assessment), wholeTalk(turn) ? [] : conversation.categories) : conversation.categories,
    reporter: assessment && assessment.reporter !== 'unknown' ? assessment.reporter : conversation.reporter,
    ...(commune === undefined ? {} : { commune }),
    review: work.review,
    wantsErased: work.wantsErased,
    locale: work.locale,
    triageVersion: TRIAGE_VERSION,
    evidence: work.feedback ? [] : evidenceOf(work),
    ...(work.focal ? { focal: true } : {}),
    ...(work.feedback ? { feedback: work.feedback } : {}),
    owner: work.owner,
    nextDueAt: work.nextDueAt,
    ...(work.heard === undefined ? {} : { blocked: { calls: isAtLeast(work.heard, 'high'), heeded: conversation.waitingSince !== null || isAtLeast(work.heard, 'medium') } }),
    // What may need a human is never closed by the machine (safeguarding §2.6).
    close: isAtLeast(work.level, 'medium') || work.owner === 'queue' ? undefined : work.close,
  }
}

/** A talk without a sign has no matter yet: a greeting is not about tobacco because a model's guess says so. */
function codesOf({ level, categories }: Assessment): readonly string[] {
  return level === 'info' ? categories.filter((code) => code.startsWith('Q')) : categories
}

/** Whether triage has just read everything from the first message on: then what it said earlier is in what it says now. */
function wholeTalk({ messages, conversation }: BotTurn): boolean {
  return conversation.judgedUpToSeq === 0 && messages[0]?.seq === 1
}

/** What triage says now first, then what it said earlier in the talk. "Not counselling" (Q) only stands where nothing else does. */
function union(now: readonly string[], earlier: readonly string[]): string[] {
  const all = [...new Set([...now, ...earlier])]
  const matters = all.filter((code) => !code.startsWith('Q') || code === 'Q3' || code === 'Q7')
  return matters.length > 0 ? matters : all
}

/**
 * Few, merged bubbles (Zalo's message economy): the sentences of one turn are one message, with the last one's buttons,
 * and the one that shows a code to come back by, whoever brought it.
 */
function merged(said: readonly Content[]): Content[] {
  const last = said.at(-1)
  if (!last) return []
  const texts = said.map(({ text }) => text)
  const keys = said.flatMap(({ key }) => (key === undefined ? [] : [key]))
  const way = said.slice(0, -1).flatMap(({ buttons = [] }) => buttons).find(({ payload }) => payload === RETURN_CODE_PAYLOAD)
  const buttons = [...(last.buttons ?? []), ...(way ? [way] : [])]
  return [{ ...last, text: [...new Set(texts)].join('\n\n'), key: [...new Set(keys)].join(' '), ...(buttons.length > 0 ? { buttons } : {}) }]
}

/** Signs of danger and need; small talk that triage also recognises is no evidence. */
function evidenceOf({ turn, assessment }: Work): TurnResult['evidence'] {
  const judged = turn.messages.filter((one) => one.seq > turn.conversation.judgedUpToSeq)
  const signs = (assessment?.evidence ?? []).filter(({ level }) => isAtLeast(level, 'low'))
  return signs.flatMap(({ turn: index, start, end, cue, level }) => {
    const message = judged[index]
    return message ? [{ messageId: message.id, start, end, cue, level }] : []
  })
}
