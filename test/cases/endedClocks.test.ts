import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeState, readCase, recordStep, type Officer } from '../../src/cases/index.ts'
import { refreshCaseFacts } from '../../src/reports/index.ts'
import { startTestCases, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
let lan: Officer
beforeAll(async () => {
  cases = await startTestCases()
  ;[an, lan] = [await cases.officer('counsellor', 'An'), await cases.officer('supervisor', 'Lan')]
})
afterAll(() => cases.drop())

const statesOf = async (id: string) => Object.fromEntries((await readCase(cases.room, an, id)).clocks.map(({ id: clock, state }) => [clock, state]))
async function factOf(id: string) {
  await refreshCaseFacts(cases.room)
  return (await cases.db.pool.query<{ kept: string[]; missed: string[] }>('select kept, missed from case_fact where case_id = $1', [id])).rows[0]
}

test('what was never done before a case closed counts as neither kept nor missed; reopened, its clock runs on', async () => {
  cases.clock.now = new Date('2026-04-06T08:00:00+07:00')
  const { id } = await cases.caseOf({ urgency: 'high', firstInboundAt: cases.clock.now })
  cases.clock.now = new Date('2026-04-06T10:00:00+07:00')
  await recordStep(cases.room, an, id, { kind: 'emergency.decided' })
  await changeState(cases.room, an, id, { act: 'propose-closing', outcome: 'safe', reason: 'trẻ an toàn' })
  expect(await changeState(cases.room, lan, id, { act: 'approve-closing' })).toEqual({ ok: true, state: 'closed' })
  expect(await statesOf(id)).toMatchObject({ emergency: 'kept', 'follow-up-week': 'ended', 'follow-up-day': 'ended' })
  const fact = await factOf(id)
  expect(fact?.kept).toEqual(['emergency'])
  expect(fact?.missed).toEqual([])
  cases.clock.now = new Date('2026-04-07T10:00:00+07:00')
  await changeState(cases.room, an, id, { act: 'reopen', reason: 'có tin mới' })
  expect(await statesOf(id)).toMatchObject({ 'follow-up-week': 'running' })
})
