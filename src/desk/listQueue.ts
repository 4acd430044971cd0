import { openContent } from '../conversation/index.ts'
import type { Centre } from '../directory/index.ts'
import { invariant } from '../errors.ts'
import type { Vault } from '../safeguards/index.ts'
import { REACH, reachSql, type SignedIn } from '../staff/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { DeskChannel, Queue, QueueQuery, QueueRow } from './api.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Desk } from './desk.ts'
import { COUNTS, MINE, pageSql } from './queueSql.ts'
import { createPreviewLog } from './recordPreviews.ts'
import { createSharedReads } from './sharedReads.ts'
import { answerDueAt } from './targets.ts'
import { iso, isoOrNull } from './time.ts'

const PREVIEW_LENGTH = 120

type Row = {
  id: string; channel: DeskChannel; urgency: Urgency; review: boolean
  ownerKind: 'bot' | 'queue' | 'staff'; ownerId: string | null; ownerName: string | null; offeredTo: string | null
  waitingSince: Date | null; firstInboundAt: Date | null; lastInboundAt: Date | null; lastOutboundAt: Date | null; closedAt: Date | null
  lastSeq: number; sign: string | null; categories: string[]; commune: string | null; blocked: boolean; returned: boolean; snoozedUntil: Date | null; caseNumber: string | null; clockDueAt: Date | null; alarmOpen: boolean
  keyId: string; wrapped: Buffer | null; messageId: string | null; contentEnc: Buffer | null; cursor: string
}

type Counts = Record<Urgency | 'waiting' | 'all' | 'review' | 'alarms', number> & { oldest: { id: string; waitingSince: string; urgency: Urgency } | null }

type Page = Pick<Queue, 'rows' | 'next'>

/** Reads one page of a list, with the counts over everything open and whoever waits longest. */
export function createQueueReader(desk: Desk): (staff: SignedIn, query: QueueQuery) => Promise<Queue> {
  const pages = createSharedReads<Page>()
  const counting = createSharedReads<Counts>()
  const recordPreviews = createPreviewLog()
  return async (staff, query) => {
    const page = () => readPage(desk, staff, query)
    const [shown, counts, { rows: [held] }] = await Promise.all([
      // What is open looks the same to everybody but the focal persons; one's own, and for some roles what is over, does not.
      query.view === 'mine' || (query.view === 'closed' && REACH[staff.role] !== 'always') ? page() : pages(JSON.stringify([query, staff.focal]), page),
      counting('all', () => readCounts(desk)),
      desk.db.pool.query<{ mine: number }>(MINE, [staff.id]),
    ])
    // Whoever holds a conversation has opened it.
    await recordPreviews(desk.db.pool, staff.id, shown.rows.filter(({ preview: words, ownerId }) => words !== '' && ownerId !== staff.id).map(({ id }) => id))
    const { waiting, all, review, alarms, oldest, ...levels } = counts
    return {
      ...shown,
      counts: { mine: held?.mine ?? 0, waiting, all, review, alarms, levels },
      oldest: oldest && { ...oldest, waitingSince: iso(new Date(oldest.waitingSince)) },
      now: iso(new Date()),
    }
  }
}

async function readPage({ db, vault, centre }: Desk, staff: SignedIn, query: QueueQuery): Promise<Page> {
  const { rows } = await db.pool.query<Row>(pageSql(query.view === 'all' && query.review ? 'flagged' : query.view, query.view === 'closed' ? reachSql(staff.role, 'c', '$1') : 'true'), pageValues(staff, query))
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => toRow(vault, centre(), row)),
    next: last && rows.length > query.limit ? writeCursor({ urgency: last.urgency, sort: last.cursor, id: last.id }) : null,
  }
}

async function readCounts({ db }: Desk): Promise<Counts> {
  const { rows: [counts] } = await db.pool.query<Counts>(COUNTS)
  invariant(counts, 'a count always has a row')
  return counts
}

function pageValues(staff: SignedIn, query: QueueQuery): unknown[] {
  const cursor = query.after === undefined ? undefined : readCursor(query.after)
  return [
    staff.id, query.level ?? null, query.channel ?? null, query.category ?? null, query.review === undefined ? null : true,
    cursor?.urgency ?? null, cursor?.sort ?? null, cursor?.id ?? null, query.limit + 1, query.commune ?? null, staff.focal,
  ]
}

function toRow(vault: Vault, centre: Centre, row: Row): QueueRow {
  const { keyId, wrapped, messageId, contentEnc, cursor, ...plain } = row
  return {
    ...plain,
    waitingSince: isoOrNull(row.waitingSince),
    answerDueAt: isoOrNull(answerDueAt(centre, row.urgency, row.waitingSince)),
    firstInboundAt: isoOrNull(row.firstInboundAt),
    lastInboundAt: isoOrNull(row.lastInboundAt),
    lastOutboundAt: isoOrNull(row.lastOutboundAt),
    closedAt: isoOrNull(row.closedAt),
    snoozedUntil: isoOrNull(row.snoozedUntil),
    clockDueAt: isoOrNull(row.clockDueAt),
    preview: preview(vault, row),
  }
}

/** The person's last words; nothing when their key was destroyed. */
function preview(vault: Vault, { keyId, wrapped, messageId, contentEnc }: Row): string {
  if (!wrapped || !messageId || !contentEnc) return ''
  const { text } = openContent(vault, vault.unwrap(keyId, wrapped), { id: messageId, contentEnc })
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= PREVIEW_LENGTH ? line : `${line.slice(0, PREVIEW_LENGTH - 1).trimEnd()}…`
}
