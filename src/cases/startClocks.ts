import { raiseAlarm } from '../alarms/index.ts'
import type { Client } from '../database/index.ts'
import { errorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import type { CaseRoom } from './room.ts'
import { sweepClocks, type ClockDue } from './syncClocks.ts'
import { startWorker } from '../worker.ts'

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
  const sweep = () => sweepClocks(room, async (client, due) => {
    await alarmOfClock(client, due)
    room.log.warn({ case: due.caseId, clock: due.clock, stage: due.stage }, 'clock')
  })
  return startWorker({
    name: 'clocks', loops: 1, pollMs: EVERY_MS, log: room.log,
    work: async () => {
      await sweep().catch((error: unknown) => room.log.error({ code: errorCode(error) }, 'clock sweep failed'))
      return false
    },
  })
}
