/** Harm by a member of staff: an independent focal person reads it, and to everybody else it is not there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { hears, startWhole, webChild } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
let hoa: DeskOf
let supervisor: DeskOf
let head: DeskOf
let id: string
let caseId: string
beforeAll(async () => {
  whole = await startWhole()
  ;[hoa, supervisor, head] = await Promise.all([whole.desk('counsellor'), whole.desk('supervisor'), whole.desk('head')])
  const child = await webChild(whole.service.url)
  expect(await hears(child, 'cô trực ở trung tâm đánh em')).toMatch(/chỉ gửi cho một người phụ trách riêng/)
  const { rows: [row] } = await whole.db.pool.query<{ id: string; caseId: string }>(`select id, case_id as "caseId" from conversation order by opened_at desc limit 1`)
  if (!row) throw new Error('nobody wrote')
  ;({ id, caseId } = row)
})
afterAll(() => whole.stop())

const listed = async (desk: DeskOf, path: string) => (await (await desk.get(path)).text()).includes(id)

test('until somebody is named the head is the focal person; counsellors and supervisors find no conversation, case or alarm', async () => {
  expect(caseId).not.toBeNull()
  for (const desk of [hoa, supervisor]) {
    for (const path of [`/conversations/${id}`, `/conversations/${id}/messages`, `/cases/${caseId}`]) expect([path, (await desk.get(path)).status]).toEqual([path, 404])
    expect((await desk.post(`/conversations/${id}/claim`, {})).status).toBe(404)
    expect(await (await desk.post('/claim-next', {})).json()).toEqual({ id: null })
    for (const path of ['/queue?view=waiting', '/queue?view=all', '/alarms']) expect([path, await listed(desk, path)]).toEqual([path, false])
    expect(await (await desk.get('/cases')).text()).not.toContain(caseId)
  }
  for (const path of ['/queue?view=waiting', '/queue?view=all', '/alarms']) expect([path, await listed(head, path)]).toEqual([path, true])
  expect((await head.get(`/conversations/${id}/messages`)).status).toBe(200)
  expect((await head.get(`/cases/${caseId}`)).status).toBe(200)
})

test('the alarm calls the focal person only, on every step of the ladder', async () => {
  await eventually(async () => {
    await whole.db.pool.query(`update alarm set due_at = now() where conversation_id = $1`, [id])
    const { rows: [alarm] } = await whole.db.pool.query<{ step: number }>('select step from alarm where conversation_id = $1', [id])
    expect(alarm?.step).toBeGreaterThan(3)
  })
  const { rows } = await whole.db.pool.query<{ staffId: string }>(`select distinct c.staff_id as "staffId" from alarm_call c join alarm a on a.id = c.alarm_id where a.conversation_id = $1`, [id])
  expect(rows.filter(({ staffId }) => staffId !== head.id)).toEqual([])
})

test('a named focal person sees it, and the head no more', async () => {
  await whole.db.pool.query('insert into focal_person (staff_id) values ($1)', [supervisor.id])
  expect((await supervisor.get(`/conversations/${id}`)).status).toBe(200)
  expect((await head.get(`/conversations/${id}`)).status).toBe(404)
  expect((await hoa.get(`/conversations/${id}`)).status).toBe(404)
  expect((await supervisor.post(`/conversations/${id}/claim`, {})).status).toBe(200)
})
