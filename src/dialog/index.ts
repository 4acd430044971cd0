/**
 * The dialog engine, pure: no clock, no disk, no network. The host reads `dialogs/*.yaml` and
 * `locales/{vi,en}/bot.json`, calls `parseDialogs` once and `step` for every input, and carries out the effects.
 */
export { parseDialogs } from './parse.ts'
export type { BotLocales, DialogFile, Dialogs, DialogInfo } from './parse.ts'
export type { Problem, ProblemCode } from './problem.ts'
export { newSession, sessionSchema, slotStatus } from './session.ts'
export type { Pronoun, Session, Slot, SlotPlain } from './session.ts'
export { serviceLine } from './directory.ts'
export type { Directory, PlaceGuess, ServiceCard, ShownService } from './directory.ts'
export { step } from './step.ts'
export type { StepArgs } from './step.ts'
export type { Button, Effect, Facts, Input, Locale, Media, StepResult } from './types.ts'
export { continueSession } from './continue.ts'
export { readPayload } from './payload.ts'
export { diagramOf, diagramPages } from './diagram.ts'
export { dialogVersion, scriptOf, type ScriptStep, type Way } from './script.ts'
export { goOn, open, type Rehearsal } from './rehearse.ts'
