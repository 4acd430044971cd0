export type { Desk } from './desk.ts'
export { deskRouter, type DeskRouter } from './router.ts'
export { returnUnanswered, startReturning } from './returnUnanswered.ts'
export { answerDueAt, lateBefore, FIRST_REPLY_MINUTES } from './targets.ts'
