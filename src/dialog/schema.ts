/** The shape of dialogs/*.yaml as its authors write it. */
import * as z from 'zod'
import { URGENCIES } from '../triage/index.ts'
import { conditionSchema } from './condition.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]*$/)
/** A step of this dialog, or `dialog/step`. */
const target = z.string().regex(/^([a-z][a-z0-9-]*\/)?[a-z][a-z0-9-]*$/)
const key = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/)

export const QUESTIONS = ['safe-now', 'hurting-self-now', 'adult-near', 'age', 'place', 'when', 'who', 'injured', 'other'] as const
export const ANSWER_KINDS = ['choice', 'yesno', 'text', 'age', 'when', 'phone', 'place'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

/** A button: a jump of its own, or a call button. */
const callButton = z.strictObject({ title: key, phone: name })
const option = z.strictObject({
  title: key,
  to: target.optional(),
  /** Further words that mean this option, in any language. */
  words: z.array(z.string()).optional(),
})

const silence = z.union([z.literal('stay'), z.strictObject({ after: z.number().int().min(10), to: target })])

export const stepSchemas = {
  /** Says one text, goes on. */
  say: z.strictObject({ say: key, calls: z.array(callButton).optional(), then: target }),
  /** Says one text and waits. `else` is where an answer goes that was not understood twice. */
  ask: z.strictObject({
    ask: key,
    answer: z.enum(ANSWER_KINDS),
    question: z.enum(QUESTIONS).optional(),
    slot: z.string().regex(/^[a-z][A-Za-z0-9]*$/).optional(),
    options: z.record(name, option).optional(),
    calls: z.array(callButton).optional(),
    /** Not asked again once answered or declined: facts that stay (place, age). */
    once: z.boolean().default(false),
    /** Shows "skip"; false where there is nothing to skip. */
    skip: z.boolean().default(true),
    /** Shows "a real person"; false where one has been called. The words work everywhere all the same. */
    human: z.boolean().default(true),
    /** Answers not understood go to `else` at once: for openings where any story is welcome. */
    open: z.boolean().default(false),
    /** Seconds within which a further message is only kept, not answered (waiting for a human). */
    pace: z.number().int().positive().optional(),
    /** The answer leaves as an effect and is kept nowhere in the talk: feedback the counsellor must not read. */
    secret: z.boolean().default(false),
    then: target.optional(),
    else: target,
    silence,
  }),
  /** Says one text and takes whatever comes: an ask for a story, or company while waiting. */
  listen: z.strictObject({
    listen: key,
    calls: z.array(callButton).optional(),
    human: z.boolean().default(true),
    pace: z.number().int().positive().optional(),
    slot: z.string().regex(/^[a-z][A-Za-z0-9]*$/).optional(),
    then: target,
    silence,
  }),
  /** The first condition that holds decides. */
  branch: z.strictObject({ branch: z.array(z.strictObject({ when: conditionSchema, to: target })).min(1), else: target }),
  do: z.strictObject({
    do: z.union([
      z.literal('forget'),
      z.literal('quiet'),
      z.strictObject({ slot: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
    ]),
    then: target,
  }),
  /** Calls a human; the talk goes on while they come. */
  handoff: z.strictObject({
    handoff: name,
    /** The level this is at least, whatever triage heard: "unsure" about hurting oneself is M1. */
    urgency: z.enum(URGENCIES).optional(),
    then: target,
  }),
  goto: z.strictObject({ goto: target }),
  /** Places of the directory for the need and commune told; `none` where it knows none. */
  list: z.strictObject({ list: z.literal('services'), then: target, none: target }),
  /** Back to the ask a side trip left: asked again, or with its buttons only. */
  resume: z.strictObject({ resume: z.enum(['again', 'quietly']) }),
  end: z.strictObject({ end: name }),
} as const

export type StepKind = keyof typeof stepSchemas
export const STEP_KINDS = ['say', 'ask', 'listen', 'branch', 'do', 'handoff', 'goto', 'list', 'resume', 'end'] as const satisfies readonly StepKind[]

export const dialogSchema = z.strictObject({
  dialog: name,
  /** For the counsellors who review it. */
  about: z.string().min(10),
  /** Whose words and sentence lengths apply. */
  audience: z.enum(['child', 'adult', 'all']),
  /** Who of the Centre read it and when; null until somebody has. */
  reviewed: z.strictObject({ by: z.string(), on: z.iso.date() }).nullable().default(null),
  /** Old buttons do not lead out of it, "go back" repeats: emergency, suicide, waiting. */
  holds: z.boolean().default(false),
  steps: z.record(name, z.record(z.string(), z.unknown())),
})

export const interruptSchema = z.strictObject({
  name,
  when: conditionSchema,
  to: target,
  /** Dialogs that already care for it and are not broken into. */
  except: z.array(name).default([]),
  /** Whether someone who asks for a person is given that first. */
  yields: z.boolean().default(false),
})

/** dialogs/map.yaml: where the engine goes on its own. Interrupts stand highest first. */
export const mapSchema = z.strictObject({
  start: target,
  again: target,
  wake: target,
  returned: target,
  human: target,
  what: target,
  stop: target,
  delete: target,
  lost: target,
  closed: target,
  /** Where free words are sorted. */
  told: target,
  moved: z.record(target, target).default({}),
  media: z.record(z.string(), target),
  interrupts: z.array(interruptSchema).min(1),
})

/** dialogs/phrases.yaml: words people write to steer, compared without marks. */
export const phrasesSchema = z.strictObject({
  human: z.array(z.string()).min(1),
  back: z.array(z.string()),
  correct: z.array(z.string()),
  skip: z.array(z.string()),
  repeat: z.array(z.string()),
  what: z.array(z.string()),
  vi: z.array(z.string()),
  en: z.array(z.string()),
  stop: z.array(z.string()),
  delete: z.array(z.string()),
  exit: z.array(z.string()).min(1),
  wake: z.array(z.string()).min(1),
  yes: z.array(z.string()).min(1),
  no: z.array(z.string()).min(1),
  unsure: z.array(z.string()),
  unknown: z.array(z.string()),
  /** Matters a few words name ("học phí"); a condition asks for them by name. */
  topics: z.record(name, z.array(z.string())),
  /** Little words of politeness that carry no answer. */
  particles: z.array(z.string()),
})
export type Phrases = z.infer<typeof phrasesSchema>
