/** What happened to a case, in codes. Append-only; the clocks are counted from it. */
import type { Client } from '../database/index.ts'
import type { CaseAct } from './flow.ts'

export type CaseEventKind =
  | `state.${CaseAct}`
  | 'referral.sent' | 'referral.received' | 'referral.accepted' | 'referral.refused' | 'referral.done' | 'referral.withdrawn'
  /** An officer recorded what was decided about emergency measures. */
  | 'emergency.decided'
  | 'plan.drafted' | 'plan.approved' | 'child.separated' | 'separation.ended'
  | 'followed-up.day' | 'followed-up.week'
  /** The machine's neutral message is switched off for this case, or on again; held: it did not leave, `why` says the reason. */
  | 'follow-up.off' | 'follow-up.on' | 'follow-up.held'
  | 'paper.signed'
  /** Somebody began to answer for the case, or no longer does: `from`, `to` are staff. */
  | 'assigned'

/** Events an officer may record by hand: what the commune did, what was done for the child, whether the machine may ask again. */
export const RECORDABLE = ['emergency.decided', 'plan.drafted', 'plan.approved', 'child.separated', 'separation.ended', 'followed-up.day', 'followed-up.week', 'follow-up.off', 'follow-up.on'] as const satisfies readonly CaseEventKind[]

export type CaseEvent = { kind: CaseEventKind; at: Date; by: string | null; detail: Record<string, string> }

const INSERT = `insert into case_event (case_id, kind, by, detail, at) values ($1, $2, $3, $4, $5)`

/** Codes and ids only: no person's words. */
export async function recordEvent(
  client: Client,
  caseId: string,
  event: { kind: CaseEventKind; by: string | null; at: Date; detail?: Readonly<Record<string, string>> },
): Promise<void> {
  await client.query(INSERT, [caseId, event.kind, event.by, JSON.stringify(event.detail ?? {}), event.at])
}

export async function listEvents(client: Client, caseId: string): Promise<CaseEvent[]> {
  return (await client.query<CaseEvent>('select kind, at, by, detail from case_event where case_id = $1 order by id', [caseId])).rows
}
