import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rosterSchema, type Roster } from '../../src/desk/api.ts'
import { onRosterNow } from '../../src/staff/index.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

// The demo Centre: staffed Monday to Friday 07:30–17:00 in Đà Nẵng, on call outside. 2031-03-03 is a Monday.
const at = (local: string) => new Date(`${local}:00+07:00`).toISOString()
const HOUR = 3_600_000

let room: TestDesk
let hoa: Browser
let nam: Browser
let lan: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam, lan] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2'), room.signIn('supervisor')])
})
beforeEach(() => room.db.pool.query('delete from shift'))
afterAll(() => room.stop())

async function plan(who: Browser, kind: string, from: string, to: string): Promise<string> {
  const answer = await lan.post('/roster/shifts', { staffId: who.me.id, kind, from, to })
  expect(answer.status).toBe(200)
  return JSON.parse(JSON.stringify(answer.body)).id
}

async function roster(from: string, to: string): Promise<Roster> {
  return rosterSchema.parse((await hoa.get(`/roster?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`)).body)
}

test('a day without anybody is shown as it is: nobody on call at night, nobody at the desk by day', async () => {
  const { gaps } = await roster(at('2031-03-03T00:00'), at('2031-03-04T00:00'))
  expect(gaps).toEqual([
    { kind: 'on-call', from: at('2031-03-03T00:00'), to: at('2031-03-03T07:30') },
    { kind: 'duty', from: at('2031-03-03T07:30'), to: at('2031-03-03T17:00') },
    { kind: 'on-call', from: at('2031-03-03T17:00'), to: at('2031-03-04T00:00') },
  ])
})

test('shifts close the gaps they cover and no others; a deputy covers nothing', async () => {
  await plan(hoa, 'duty', at('2031-03-03T07:30'), at('2031-03-03T12:00'))
  await plan(nam, 'on-call', at('2031-03-03T17:00'), at('2031-03-04T07:30'))
  await plan(lan, 'deputy', at('2031-03-03T00:00'), at('2031-03-04T00:00'))
  const { gaps, shifts } = await roster(at('2031-03-03T07:30'), at('2031-03-04T07:30'))
  expect(gaps).toEqual([{ kind: 'duty', from: at('2031-03-03T12:00'), to: at('2031-03-03T17:00') }])
  expect(shifts.map(({ name, kind }) => [name, kind])).toEqual([['Lan', 'deputy'], ['Hoa', 'duty'], ['Nam', 'on-call']])
})

test('nobody is planned twice at once, also not by two plans at the same moment', async () => {
  const answers = await Promise.all([0, 1].map((shift) => lan.post('/roster/shifts', {
    staffId: hoa.me.id, kind: 'duty', from: at(`2031-03-03T0${8 + shift}:00`), to: at('2031-03-03T12:00') })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const refused = answers.find(({ status }) => status === 409)
  expect(refused && refusal(refused)).toMatchObject({ key: 'error.shift-overlap', details: { name: 'Hoa' } })
})

test('a shift needs an end after its beginning, and somebody who takes conversations', async () => {
  const backwards = await lan.post('/roster/shifts', { staffId: hoa.me.id, kind: 'duty', from: at('2031-03-03T12:00'), to: at('2031-03-03T08:00') })
  expect([backwards.status, refusal(backwards).key]).toEqual([400, 'error.shift-span'])
  const admin = await room.signIn('admin')
  for (const staffId of [admin.me.id, randomUUID()]) {
    const nobody = await lan.post('/roster/shifts', { staffId, kind: 'duty', from: at('2031-03-03T08:00'), to: at('2031-03-03T12:00') })
    expect([nobody.status, refusal(nobody).key]).toEqual([409, 'error.receiver'])
  }
})

test('a swap keeps the shift covered and is in the log', async () => {
  const id = await plan(hoa, 'duty', at('2031-03-03T07:30'), at('2031-03-03T17:00'))
  expect((await lan.post(`/roster/shifts/${id}/give`, { staffId: nam.me.id })).status).toBe(200)
  const { shifts, gaps } = await roster(at('2031-03-03T07:30'), at('2031-03-03T17:00'))
  expect([shifts.map(({ name }) => name), gaps]).toEqual([['Nam'], []])
  expect(await room.logged('roster.give', nam.me.id)).toEqual([{ staffId: lan.me.id, reason: hoa.me.id }])
})

test('taking away the only one there in the next days is refused with the hole it makes, unless accepted knowingly', async () => {
  const from = new Date(Date.now() + 3 * 24 * HOUR)
  const to = new Date(from.getTime() + 20 * HOUR)
  // Whether the Centre is staffed then or not, somebody must be there; two cover it, one remains.
  const only = await plan(hoa, 'duty', from.toISOString(), to.toISOString())
  const second = await plan(nam, 'duty', from.toISOString(), to.toISOString())
  expect((await lan.post(`/roster/shifts/${second}/remove`)).status).toBe(200)
  const refused = await lan.post(`/roster/shifts/${only}/remove`)
  expect([refused.status, refusal(refused)]).toMatchObject([409, { key: 'error.roster-gap', details: { from: from.toISOString() } }])
  expect((await roster(from.toISOString(), to.toISOString())).shifts).toHaveLength(1)
  expect((await lan.post(`/roster/shifts/${only}/remove`, { acceptGap: true })).status).toBe(200)
  expect((await roster(from.toISOString(), to.toISOString())).gaps.length).toBeGreaterThan(0)
})

test('who is on the roster now is found for the alarms; an account that was closed is on no roster', async () => {
  const now = Date.now()
  await plan(hoa, 'on-call', new Date(now - HOUR).toISOString(), new Date(now + HOUR).toISOString())
  await plan(nam, 'deputy', new Date(now + HOUR).toISOString(), new Date(now + 2 * HOUR).toISOString())
  expect((await onRosterNow(room.db.pool)).map(({ name, kind }) => [name, kind])).toEqual([['Hoa', 'on-call']])
  await room.db.pool.query('update staff set active = false where id = $1', [hoa.me.id])
  expect(await onRosterNow(room.db.pool)).toEqual([])
  await room.db.pool.query('update staff set active = true where id = $1', [hoa.me.id])
})

test('a roster is read for at most 62 days', async () => {
  const answer = await hoa.get(`/roster?from=${encodeURIComponent(at('2031-01-01T00:00'))}&to=${encodeURIComponent(at('2031-06-01T00:00'))}`)
  expect([answer.status, refusal(answer).key]).toEqual([400, 'error.roster-span'])
})
