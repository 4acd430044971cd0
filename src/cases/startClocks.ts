import { raiseAlarm } from '../alarms/index.ts'
import type { Client } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { CaseRoom } from './room.ts'
import { sweepClocks, type ClockDue } from './syncClocks.ts'

const EVERY_MS = 60_000
/** Clocks that call a human by themselves; the others are seen in the record and the lists. */
const CALLING: readonly string[] = ['emergency', 'pass-on']

// The case's newest conversation carries the alarm.
const NEWEST = `
  select v.id, c.urgency from conversation v join case_record c on c.id = v.case_id
  where c.id = $1 order by v.opened_at desc limit 1`

/** Calls for a human when little of a term is left, and again when it has passed. In the transaction that marks it told. */
export async function alarmOfClock(client: Client, due: ClockDue): Promise<void> {
  if (!CALLING.includes(due.clock)) return
  const { rows: [conversation] } = await client.query<{ id: string; urgency: 'high' | 'emergency' }>(NEWEST, [due.caseId])
  if (conversation) await raiseAlarm(client, { conversationId: conversation.id, level: conversation.urgency })
}

/** Sweeps the clocks of all cases every minute; any number of instances may. */
export function startClocks(room: CaseRoom & { log: Log }): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const sweep = () => {
    running = running.then(() => sweepClocks(room, async (client, due) => {
      await alarmOfClock(client, due)
      room.log.warn({ case: due.caseId, clock: due.clock, stage: due.stage }, 'clock')
    })).then(() => undefined, (error: unknown) => room.log.error({ code: errorCode(error) }, 'clock sweep failed'))
  }
  sweep()
  const timer = setInterval(sweep, EVERY_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
