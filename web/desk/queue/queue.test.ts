import { expect, test } from 'vitest'
import type { QueueRow } from '../../../src/desk/api.ts'
import { FIRST_FILTERS, queueQuery } from './filters.ts'
import { searchRows } from './search.ts'
import { uniqueRows } from './useQueue.ts'
import { turnSince, waitOf } from './wait.ts'

const T0 = Date.parse('2026-11-25T20:00:00+07:00')
const at = (seconds: number) => new Date(T0 + seconds * 1000).toISOString()

function row(id: string, more: Partial<QueueRow> = {}): QueueRow {
  return {
    id, channel: 'zalo', urgency: 'medium', review: false, ownerKind: 'queue', ownerId: null, ownerName: null, offeredTo: null,
    waitingSince: at(0), answerDueAt: at(300), firstInboundAt: at(0), lastInboundAt: at(0), lastOutboundAt: null, lastSeq: 1,
    preview: '', sign: null, categories: [], commune: null, blocked: false, returned: false, snoozedUntil: null, caseNumber: null, clockDueAt: null, alarmOpen: false, closedAt: null, ...more,
  }
}

test('a wait within its promise shows what is used of it, past it how late it is', () => {
  const waiting = { waitingSince: at(0), answerDueAt: at(300) }
  expect(waitOf(waiting, T0 + 60_000)).toEqual({ waitedMs: 60_000, leftMs: 240_000, used: 0.2, late: false })
  expect(waitOf(waiting, T0 + 330_000)).toEqual({ waitedMs: 330_000, leftMs: -30_000, used: 1, late: true })
})

test('who does not wait has no clock, and a browser clock behind the server never shows a negative wait', () => {
  expect(waitOf({ waitingSince: null, answerDueAt: null }, T0)).toBeNull()
  expect(waitOf({ waitingSince: at(5), answerDueAt: at(305) }, T0)?.waitedMs).toBe(0)
})

test('it is my turn exactly when the person wrote last', () => {
  expect(turnSince({ lastInboundAt: at(10), lastOutboundAt: at(5) })).toBe(at(10))
  expect(turnSince({ lastInboundAt: at(10), lastOutboundAt: at(20) })).toBeNull()
  expect(turnSince({ lastInboundAt: at(10), lastOutboundAt: null })).toBe(at(10))
  expect(turnSince({ lastInboundAt: null, lastOutboundAt: at(20) })).toBeNull()
})

test('a conversation that moved between two pages stands once in the list', () => {
  const pages = [{ rows: [row('a'), row('b')] }, { rows: [row('b', { preview: 'older' }), row('c')] }]
  expect(uniqueRows(pages).map(({ id, preview }) => [id, preview])).toEqual([['a', ''], ['b', ''], ['c', '']])
})

test('search finds marked words by unmarked typing, in any order', () => {
  const rows = [row('a', { preview: 'Em bị đánh ở trường' }), row('b', { preview: 'hỏi học bổng', caseNumber: '2026-000123' })]
  expect(searchRows(rows, 'truong danh').map(({ id }) => id)).toEqual(['a'])
  expect(searchRows(rows, '000123').map(({ id }) => id)).toEqual(['b'])
  expect(searchRows(rows, '  ')).toHaveLength(2)
  expect(searchRows(rows, 'không có')).toHaveLength(0)
})

test('filters become the query of the contract, unset ones stay out of it', () => {
  expect(queueQuery(FIRST_FILTERS, null, 50)).toBe('view=waiting&limit=50')
  expect(queueQuery({ view: 'all', level: 'high', channel: 'zalo', review: true }, 'abc', 50))
    .toBe('view=all&limit=50&level=high&channel=zalo&review=true&after=abc')
})
