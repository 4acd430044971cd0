/**
 * Whether a line may reach the person without their having just written. Another may be holding the phone by then
 * (safeguarding §2.4): it is safe in the middle of a talk, in a web page that shows nothing by itself once it is
 * closed, or where the person said that it is, at the hour they gave.
 */
import * as z from 'zod'
import { localTime } from '../directory/index.ts'
import type { ConversationRow } from './store.ts'

/** As long after their last words somebody is taken to be still there. The ladder of an emergency ends within it. */
export const LIVE_MINUTES = 15

const agreed = z.object({
  dialog: z.object({
    slots: z.object({
      contactSafe: z.object({ value: z.unknown() }).partial().optional(),
      contactHour: z.object({ value: z.unknown() }).partial().optional(),
    }),
  }),
})

/** @param session what the bot remembers (src/bot/session.ts); anything else agrees to nothing */
export function mayWriteFirst(conversation: Pick<ConversationRow, 'channel' | 'lastInboundAt'>, session: unknown, { now, timeZone }: { now: Date; timeZone: string }): boolean {
  const { channel, lastInboundAt } = conversation
  if (channel === 'web' || lastInboundAt === null) return true
  if (now.getTime() - lastInboundAt.getTime() <= LIVE_MINUTES * 60_000) return true
  return agreement(session, { now, timeZone }) === 'now'
}

/** What the person agreed to: never, or at an hour, which it is now or not. */
export function agreement(session: unknown, { now, timeZone }: { now: Date; timeZone: string }): 'never' | 'later' | 'now' {
  const parsed = agreed.safeParse(session)
  const slots = parsed.success ? parsed.data.dialog.slots : undefined
  if (slots?.contactSafe?.value !== true) return 'never'
  return isAgreedHour(slots.contactHour?.value, localTime(now, timeZone).time) ? 'now' : 'later'
}

const DAY = { from: '07:00', to: '21:00' }
const PARTS: readonly (readonly [RegExp, { from: string; to: string }])[] = [
  [/\b(sang|morning)\b/, { from: '06:00', to: '11:00' }],
  [/\b(trua|noon)\b/, { from: '11:00', to: '13:30' }],
  [/\b(chieu|afternoon)\b/, { from: '13:00', to: '18:00' }],
  [/\b(toi|dem|evening|night)\b/, { from: '18:00', to: '22:00' }],
]
const CLOCK = /\b(\d{1,2}) ?(?:h|gio|g|:|pm|am)/
const HOUR_BEFORE_AND_AFTER = 1

/** "8 giờ tối", "20:00", "buổi chiều": that hour, give or take one; an hour nobody can read means daytime. */
export function isAgreedHour(said: unknown, time: string): boolean {
  const { from, to } = typeof said === 'string' ? spanOf(said) : DAY
  return from <= time && time < to
}

function spanOf(said: string): { from: string; to: string } {
  const plain = said.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const part = PARTS.find(([pattern]) => pattern.test(plain))?.[1]
  const hour = Number(CLOCK.exec(plain)?.[1] ?? Number.NaN)
  if (Number.isNaN(hour) || hour > 24) return part ?? DAY
  const late = hour < 12 && (/\bpm\b/.test(plain) || (part !== undefined && part.from >= '13:00'))
  const at = late ? hour + 12 : hour
  return { from: clock(at - HOUR_BEFORE_AND_AFTER), to: clock(at + HOUR_BEFORE_AND_AFTER) }
}

function clock(hour: number): string {
  return `${String(Math.max(hour, 0)).padStart(2, '0')}:00`
}
