import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPart, addTask, alarmOfClock, changeReferral, changeState, finishTask, groundReferral, logReferralContact, prepareReferral, readCase, recordStep, sweepClocks, type ClockDue, type Officer } from '../../src/cases/index.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
let chief: Officer
const HOUR = 3_600_000
const later = (hours: number) => { cases.clock.now = new Date(cases.clock.now.getTime() + hours * HOUR) }

beforeAll(async () => {
  cases = await startTestCases()
  an = await cases.officer('counsellor', 'Nguyễn An')
  chief = await cases.officer('supervisor', 'Lê Chi')
})
afterAll(() => cases.drop())

async function childCase(answers: Parameters<typeof addPart>[3]['answers'] = {}) {
  const { id } = await cases.caseOf()
  const { id: child } = await addPart(cases.room, an, id, { kind: 'child', answers: { name: value('Alăng Thị Na'), age: value(9), ...answers } })
  return { id, child, chosen: [{ partId: child, field: 'name' }, { partId: child, field: 'age' }] }
}

const LEGAL = { kind: 'legal', article: '19-1a', why: 'trẻ đang bị đe dọa tính mạng' } as const

describe('referrals', () => {
  test('nothing leaves without a ground; with a legal one the case is referred, and what left is kept as it left', async () => {
    const { id, child, chosen } = await childCase()
    const referral = await prepareReferral(cases.room, an, id, { bodyKind: 'commune', chosen })
    expect(await changeReferral(cases.room, an, referral.id, { act: 'send' })).toEqual({ ok: false, why: 'no-ground' })
    await expect(cases.db.pool.query(`update referral set state = 'sent' where id = $1`, [referral.id])).rejects.toThrow(/referral_ground_before_sending/)
    await groundReferral(cases.room, an, referral.id, LEGAL)
    expect(await changeReferral(cases.room, an, referral.id, { act: 'send' })).toEqual({ ok: true, state: 'sent' })
    const view = await readCase(cases.room, an, id)
    expect(view.record.state).toBe('referred')
    expect(view.referrals).toMatchObject([{ state: 'sent', ground: LEGAL, sent: [{ partId: child, field: 'name', answer: value('Alăng Thị Na') }, { field: 'age' }] }])
    expect(view.referrals[0]?.sent).toHaveLength(2)
  })

  test('consent needs the child from seven on and the guardian; a guardian who may be the harmer cannot give it', async () => {
    const { id, chosen } = await childCase()
    const consent = { kind: 'consent', childAgreed: false, guardianAgreed: true, how: 'qua điện thoại', on: '2026-11-01' } as const
    const { id: referral } = await prepareReferral(cases.room, an, id, { bodyKind: 'school', chosen, ground: consent })
    expect(await changeReferral(cases.room, an, referral, { act: 'send' })).toEqual({ ok: false, why: 'child-must-agree' })
    await groundReferral(cases.room, an, referral, { ...consent, childAgreed: true, guardianAgreed: false })
    expect(await changeReferral(cases.room, an, referral, { act: 'send' })).toEqual({ ok: false, why: 'guardian-must-agree' })
    await groundReferral(cases.room, an, referral, { ...consent, childAgreed: true })
    await addPart(cases.room, an, id, { kind: 'harmer', answers: { relation: value('stepfather') } })
    expect(await changeReferral(cases.room, an, referral, { act: 'send' })).toEqual({ ok: false, why: 'guardian-may-be-harmer' })
    await groundReferral(cases.room, an, referral, LEGAL)
    expect(await changeReferral(cases.room, an, referral, { act: 'send' })).toMatchObject({ ok: true })
    await expect(groundReferral(cases.room, an, referral, consent)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a counsellor’s own field never leaves', async () => {
    const { id } = await childCase()
    const { id: note } = await addPart(cases.room, an, id, { kind: 'note', answers: { text: value('nghi người báo tin') } })
    await expect(prepareReferral(cases.room, an, id, { bodyKind: 'police', chosen: [{ partId: note, field: 'text' }], ground: LEGAL })).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('a refusal has a reason; calls with the body are kept; acts out of order are refused', async () => {
    const { id, chosen } = await childCase()
    const { id: referral } = await prepareReferral(cases.room, an, id, { bodyKind: 'hospital', chosen, ground: LEGAL })
    expect(await changeReferral(cases.room, an, referral, { act: 'accept' })).toEqual({ ok: false, why: 'not-from-here' })
    await changeReferral(cases.room, an, referral, { act: 'send' })
    await logReferralContact(cases.room, an, referral, { via: 'phone', text: 'bác sĩ trực đã nghe máy' })
    await changeReferral(cases.room, an, referral, { act: 'receive' })
    expect(await changeReferral(cases.room, an, referral, { act: 'refuse' })).toEqual({ ok: false, why: 'reason' })
    expect(await changeReferral(cases.room, an, referral, { act: 'refuse', reason: 'no-capacity', words: 'hết giường' })).toEqual({ ok: true, state: 'refused' })
    expect((await readCase(cases.room, an, id)).referrals).toMatchObject([{ state: 'refused', reason: 'no-capacity', words: 'hết giường', contacts: [{ text: 'bác sĩ trực đã nghe máy' }] }])
  })
})

describe('a case from beginning to end', () => {
  test('closing waits for the commune, for the decision on emergency measures and for another person’s approval', async () => {
    const { id, chosen } = await childCase()
    const close = () => changeState(cases.room, an, id, { act: 'propose-closing', outcome: 'safe', reason: 'trẻ đã an toàn ở nhà bà' })
    expect(await changeState(cases.room, an, id, { act: 'assess' })).toEqual({ ok: true, state: 'assessing' })
    expect(await close()).toEqual({ ok: false, why: 'no-emergency-clock' })
    await recordStep(cases.room, an, id, { kind: 'emergency.decided' })
    const { id: referral } = await prepareReferral(cases.room, an, id, { bodyKind: 'commune', chosen, ground: LEGAL })
    await changeReferral(cases.room, an, referral, { act: 'send' })
    await changeReferral(cases.room, an, referral, { act: 'accept' })
    expect(await changeState(cases.room, an, id, { act: 'follow' })).toEqual({ ok: true, state: 'following' })
    expect(await close()).toEqual({ ok: false, why: 'no-open-referral' })
    await changeReferral(cases.room, an, referral, { act: 'finish' })
    expect(await close()).toEqual({ ok: true, state: 'closing' })
    expect(await changeState(cases.room, an, id, { act: 'approve-closing' })).toEqual({ ok: false, why: 'not-your-role' })
    expect(await changeState(cases.room, chief, id, { act: 'approve-closing' })).toEqual({ ok: true, state: 'closed' })
    await expect(addPart(cases.room, an, id, { kind: 'note' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await changeState(cases.room, an, id, { act: 'reopen', reason: 'trẻ nhắn lại' })).toEqual({ ok: true, state: 'assessing' })
    const view = await readCase(cases.room, an, id)
    expect(view.record).toMatchObject({ outcome: null, closedAt: null })
    expect(view.events.map(({ kind }) => kind)).toEqual([
      'state.assess', 'emergency.decided', 'referral.sent', 'state.refer', 'referral.accepted', 'state.follow', 'referral.done', 'state.propose-closing', 'state.approve-closing', 'state.reopen',
    ])
    expect(view.parts.filter(({ kind }) => kind === 'decision')).toHaveLength(2)
  })

  test('a supervisor may not approve the closing they proposed', async () => {
    const { id } = await cases.caseOf({ urgency: 'medium' })
    await changeState(cases.room, chief, id, { act: 'propose-closing', outcome: 'other', reason: 'x' })
    expect(await changeState(cases.room, chief, id, { act: 'approve-closing' })).toEqual({ ok: false, why: 'another-person' })
  })
})

describe('clocks', () => {
  test('tell once before their time and once after, whatever the number of instances', async () => {
    const { id } = await cases.caseOf()
    const told: ClockDue[] = []
    const sweep = () => Promise.all([1, 2, 3].map(() => sweepClocks(cases.room, async (_, due) => { if (due.caseId === id) told.push(due) })))
    await sweep()
    expect(told).toEqual([])
    later(9.5)
    await sweep()
    await sweep()
    expect(told.map(({ clock, stage }) => `${clock} ${stage}`)).toEqual(['pass-on passed', 'emergency before'])
    later(3)
    await sweep()
    expect(told.at(-1)).toMatchObject({ clock: 'emergency', stage: 'passed' })
    await recordStep(cases.room, an, id, { kind: 'emergency.decided' })
    expect((await readCase(cases.room, an, id)).clocks.find((clock) => clock.id === 'emergency')).toMatchObject({ state: 'late', binding: 'law' })
  })

  test('little time left of the 12 hours calls a human for the case’s conversation', async () => {
    const { conversationId } = await cases.caseOf()
    const alarms = async () => (await cases.db.pool.query<{ level: string }>('select level from alarm where conversation_id = $1', [conversationId])).rows
    await sweepClocks(cases.room, alarmOfClock)
    expect(await alarms()).toEqual([])
    later(9.5)
    await sweepClocks(cases.room, alarmOfClock)
    expect(await alarms()).toEqual([{ level: 'high' }])
  })

  test('a failing alarm is told again', async () => {
    const { id } = await cases.caseOf()
    later(13)
    await expect(sweepClocks(cases.room, async (_, { caseId }) => { if (caseId === id) throw new Error('no line') })).rejects.toThrow('no line')
    const told: string[] = []
    await sweepClocks(cases.room, async (_, { caseId, clock }) => { if (caseId === id) told.push(clock) })
    expect(told).toEqual(['pass-on', 'emergency'])
  })

  test('a case the machine opened or raised is told to open lists by the sweep', async () => {
    const told: string[] = []
    const { id } = await cases.caseOf({ urgency: 'medium' })
    await sweepClocks({ ...cases.room, changed: (changed) => told.push(changed) }, async () => {})
    expect(told).toContain(id)
    await sweepClocks({ ...cases.room, changed: (changed) => told.push(changed) }, async () => {})
    expect(told.filter((one) => one === id), 'once').toHaveLength(1)
  })

  test('a case raised by the machine to high gets its 12 hours from the first message', async () => {
    const { id } = await cases.caseOf({ urgency: 'medium' })
    await sweepClocks(cases.room, async () => undefined)
    await cases.db.pool.query(`update case_record set urgency = 'high', version = version + 1 where id = $1`, [id])
    await sweepClocks(cases.room, async () => undefined)
    const { clocks, record } = await readCase(cases.room, an, id)
    expect(clocks.find((clock) => clock.id === 'emergency')?.dueAt).toEqual(new Date(record.firstInboundAt.getTime() + 12 * HOUR))
  })

  test('a step cannot be recorded before the case or in the future', async () => {
    const { id } = await cases.caseOf()
    await expect(recordStep(cases.room, an, id, { kind: 'plan.drafted', at: new Date(cases.clock.now.getTime() + HOUR) })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(recordStep(cases.room, an, id, { kind: 'plan.drafted', at: new Date(0) })).rejects.toMatchObject({ code: 'bad-request' })
  })
})

test('a task is done once', async () => {
  const { id } = await cases.caseOf()
  const { id: task } = await addTask(cases.room, an, id, { kind: 'call-back', text: 'gọi lại sau giờ tan học', dueAt: new Date(cases.clock.now.getTime() + HOUR) })
  await finishTask(cases.room, an, id, task)
  await expect(finishTask(cases.room, an, id, task)).rejects.toMatchObject({ code: 'conflict' })
  expect((await readCase(cases.room, an, id)).tasks).toMatchObject([{ text: 'gọi lại sau giờ tan học', doneBy: an.id }])
})
