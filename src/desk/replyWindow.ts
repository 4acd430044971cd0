import type { DeskChannel, ReplyWindow } from './api.ts'
import { isoOrNull } from './time.ts'

const HOUR = 3_600_000

/** Hours after the person's last message (wire-facts §2.3 Zalo, §4.1 Messenger); the web has no such limit; nothing can be sent to a call or a visit. */
const WINDOWS: Readonly<Record<DeskChannel, { free: number; last: number } | null | 'shut'>> = {
  zalo: { free: 48, last: 7 * 24 },
  messenger: { free: 24, last: 7 * 24 },
  web: null,
  phone: 'shut',
  'walk-in': 'shut',
}

/** Until when the channel lets us write to this person. */
export function replyWindow(channel: DeskChannel, lastInboundAt: Date | null, now: Date): ReplyWindow {
  const limits = WINDOWS[channel]
  if (limits === 'shut') return { open: false, freeUntil: null, closesAt: null }
  if (!limits) return { open: true, freeUntil: null, closesAt: null }
  const after = (hours: number) => lastInboundAt && new Date(lastInboundAt.getTime() + hours * HOUR)
  const closesAt = after(limits.last)
  return { open: closesAt !== null && closesAt > now, freeUntil: isoOrNull(after(limits.free)), closesAt: isoOrNull(closesAt) }
}
