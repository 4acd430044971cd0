/** Steps as the engine walks them: `kind` said aloud, every target absolute (`dialog/step`). */
import * as z from 'zod'
import type { BotQuestion, Urgency } from '../triage/index.ts'
import type { Condition } from './condition.ts'
import { STEP_KINDS, stepSchemas, type AnswerKind, type StepKind } from './schema.ts'

export type Call = { title: string; phone: string }
export type Option = { title: string; to?: string; words: string[] }
export type Silence = 'stay' | { after: number; to: string }

type Base = { id: string; dialog: string }
export type SayStep = Base & { kind: 'say'; text: string; calls: Call[]; then: string }
export type AskStep = Base & {
  kind: 'ask'
  text: string
  answer: AnswerKind
  question?: BotQuestion
  slot?: string
  options: Record<string, Option>
  calls: Call[]
  once: boolean
  skip: boolean
  human: boolean
  open: boolean
  secret: boolean
  pace?: number
  then: string
  else: string
  silence: Silence
}
export type DoAction = 'forget' | 'quiet' | { slot: string; value: string | number | boolean }
export type Step =
  | SayStep
  | AskStep
  | (Base & { kind: 'branch'; branches: { when: Condition; to: string }[]; else: string })
  | (Base & { kind: 'do'; action: DoAction; then: string })
  | (Base & { kind: 'handoff'; reason: string; urgency?: Urgency; then: string })
  | (Base & { kind: 'goto'; to: string })
  | (Base & { kind: 'list'; then: string; none: string })
  | (Base & { kind: 'resume'; how: 'again' | 'quietly' })
  | (Base & { kind: 'end'; reason: string })

type Built = { ok: true; step: Step } | { ok: false; message: string }

/** One raw YAML step → a step, or the sentence that says what is wrong with it. */
export function buildStep(args: { dialog: string; name: string; raw: Record<string, unknown> }): Built {
  const { dialog, name, raw } = args
  const kinds = STEP_KINDS.filter((kind) => kind in raw)
  const kind = kinds[0]
  if (kind === undefined || kinds.length > 1) return { ok: false, message: `a step is exactly one of ${STEP_KINDS.join(', ')}` }
  try {
    return { ok: true, step: build(kind, raw, { id: `${dialog}/${name}`, dialog }) }
  } catch (error) {
    if (error instanceof z.ZodError) return { ok: false, message: z.prettifyError(error) }
    throw error
  }
}

function build(kind: StepKind, raw: unknown, base: Base): Step {
  const at = (target: string): string => (target.includes('/') ? target : `${base.dialog}/${target}`)
  switch (kind) {
    case 'say': {
      const step = stepSchemas.say.parse(raw)
      return { ...base, kind, text: step.say, calls: step.calls ?? [], then: at(step.then) }
    }
    case 'ask':
      return buildAsk(stepSchemas.ask.parse(raw), base, at)
    case 'listen': {
      const { listen, then, ...rest } = stepSchemas.listen.parse(raw)
      return buildAsk(stepSchemas.ask.parse({ ...rest, ask: listen, answer: 'text', open: true, skip: false, then, else: then }), base, at)
    }
    case 'branch': {
      const step = stepSchemas.branch.parse(raw)
      return { ...base, kind, branches: step.branch.map(({ when, to }) => ({ when, to: at(to) })), else: at(step.else) }
    }
    case 'do': {
      const step = stepSchemas.do.parse(raw)
      return { ...base, kind, action: step.do, then: at(step.then) }
    }
    case 'handoff': {
      const step = stepSchemas.handoff.parse(raw)
      return { ...base, kind, reason: step.handoff, then: at(step.then), ...(step.urgency === undefined ? {} : { urgency: step.urgency }) }
    }
    case 'goto':
      return { ...base, kind, to: at(stepSchemas.goto.parse(raw).goto) }
    case 'list': {
      const step = stepSchemas.list.parse(raw)
      return { ...base, kind, then: at(step.then), none: at(step.none) }
    }
    case 'resume':
      return { ...base, kind, how: stepSchemas.resume.parse(raw).resume }
    case 'end':
      return { ...base, kind, reason: stepSchemas.end.parse(raw).end }
  }
}

function buildAsk(raw: z.infer<typeof stepSchemas.ask>, base: Base, at: (target: string) => string): AskStep {
  const options: Record<string, Option> = {}
  for (const [name, { title, to, words }] of Object.entries(raw.options ?? {})) {
    options[name] = { title, words: words ?? [], ...(to === undefined ? {} : { to: at(to) }) }
  }
  return {
    ...base,
    kind: 'ask',
    text: raw.ask,
    answer: raw.answer,
    options,
    calls: raw.calls ?? [],
    once: raw.once,
    skip: raw.skip,
    human: raw.human,
    open: raw.open,
    secret: raw.secret,
    then: at(raw.then ?? raw.else),
    else: at(raw.else),
    silence: raw.silence === 'stay' ? 'stay' : { after: raw.silence.after, to: at(raw.silence.to) },
    ...(raw.question === undefined ? {} : { question: raw.question }),
    ...(raw.slot === undefined ? {} : { slot: raw.slot }),
    ...(raw.pace === undefined ? {} : { pace: raw.pace }),
  }
}

/** An option by a name that may come from outside (`constructor` is no option). */
export function optionOf(ask: AskStep, name: string): Option | undefined {
  return Object.hasOwn(ask.options, name) ? ask.options[name] : undefined
}

/** Every step this one may lead to, in the same turn (`now`) or after a wait (`later`). */
export function targetsOf(step: Step): { now: string[]; later: string[] } {
  switch (step.kind) {
    case 'say':
    case 'do':
    case 'handoff':
      return { now: [step.then], later: [] }
    case 'list':
      return { now: [step.then, step.none], later: [] }
    case 'goto':
      return { now: [step.to], later: [] }
    case 'branch':
      return { now: [...step.branches.map((one) => one.to), step.else], later: [] }
    case 'ask': {
      const chosen = Object.values(step.options).flatMap((option) => (option.to === undefined ? [] : [option.to]))
      const silent = step.silence === 'stay' ? [] : [step.silence.to]
      // `then` is taken at once when the slot is known already.
      return { now: step.slot === undefined ? [] : [step.then, ...chosen], later: [...chosen, step.then, step.else, ...silent] }
    }
    case 'resume':
    case 'end':
      return { now: [], later: [] }
  }
}
