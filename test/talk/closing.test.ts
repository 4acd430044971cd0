/** A human closes or leaves: the machine is back, says so, and asks how it was in a way the counsellor cannot read. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { hears, hearsNext, startWhole, takeAndSay, webChild } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
let hoa: DeskOf
let supervisor: DeskOf
let analyst: DeskOf
beforeAll(async () => {
  whole = await startWhole()
  ;[hoa, supervisor, analyst] = await Promise.all([whole.desk('counsellor'), whole.desk('supervisor'), whole.desk('analyst')])
})
afterAll(() => whole.stop())

const newest = async () => {
  const { rows: [row] } = await whole.db.pool.query<{ id: string; state: string; owner: string; reason: string | null }>(
    `select id, state, owner_kind as owner, close_reason as reason from conversation order by opened_at desc limit 1`)
  if (!row) throw new Error('nobody wrote')
  return row
}

async function talkWithHuman() {
  const child = await webChild(whole.service.url)
  await hears(child, 'gặp người thật')
  const { id } = await newest()
  await takeAndSay(hoa, id, 'Chào em, cô là Hoa.')
  await eventually(async () => expect((await child.heard()).at(-1)).toContain('cô là Hoa'))
  return { child, id }
}

test('closed by a counsellor: thanks, what happens next, three faces; the face is counted and stands nowhere at the desk', async () => {
  const { child, id } = await talkWithHuman()
  const before = (await child.heard()).length
  expect((await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 999 })).status).toBe(200)
  const asked = await hearsNext(child, before)
  expect(asked).toMatch(/Bây giờ là máy/)
  expect(asked).toMatch(/thấy thế nào so với lúc đầu/)

  const thanked = await hears(child, 'tệ hơn')
  expect(thanked).toMatch(/Cảm ơn em/)
  // The end a human gave stays theirs.
  const { rows: [closed] } = await whole.db.pool.query('select state, close_reason as reason, closed_by as by from conversation where id = $1', [id])
  expect(closed).toEqual({ state: 'closed', reason: 'helped', by: hoa.id })

  const { rows } = await whole.db.pool.query('select channel, face from feedback')
  expect(rows).toEqual([{ channel: 'web', face: 'worse' }])
  const answer = await newest()
  expect(answer.id).not.toBe(id)
  for (const one of [id, answer.id]) {
    for (const path of [`/conversations/${one}`, `/conversations/${one}/messages`]) {
      const seen = await (await hoa.get(path)).text()
      expect(seen).not.toMatch(/"tệ hơn"|"worse"/)
    }
  }
  expect(await (await hoa.get(`/conversations/${answer.id}/messages`)).text()).toContain('câu trả lời riêng')
})

test('faces are figures for supervisors and analysts, hidden while they are few, and closed to counsellors', async () => {
  const path = '/reports/feedback?from=2000-01-01&to=2100-01-01'
  expect((await hoa.get(path)).status).toBe(403)
  const [few] = await (await analyst.get(path)).json()
  expect(few).toMatchObject({ answers: null, faces: null })
  await whole.db.pool.query(`insert into feedback (id, day, channel, urgency, face) select gen_random_uuid(), current_date, 'zalo', 'high', 'better' from generate_series(1, 6)`)
  for (const reader of [supervisor, analyst]) {
    const [many] = await (await reader.get(path)).json()
    expect(many).toMatchObject({ answers: 7, faces: { better: 6, same: 0, worse: 1 } })
  }
})

test('words instead of a face begin a new talk, and danger in them is heard', async () => {
  const { child, id } = await talkWithHuman()
  const before = (await child.heard()).length
  await hoa.post(`/conversations/${id}/close`, { reason: 'helped', lastSeenSeq: 999 })
  await hearsNext(child, before)
  expect(await hears(child, 'ba đang cầm dao rượt em')).toContain('113')
  const next = await newest()
  expect(next).toMatchObject({ state: 'open', owner: 'queue' })
})

test('a mistaken tap closed as a prank asks nothing', async () => {
  const { child, id } = await talkWithHuman()
  const before = await child.heard()
  await hoa.post(`/conversations/${id}/close`, { reason: 'prank', lastSeenSeq: 999 })
  expect(await hears(child, 'alo')).toMatch(/máy/)
  expect((await child.heard()).slice(0, before.length)).toEqual(before)
})

test('handed back to the bot: it says that it is the machine again', async () => {
  const { child, id } = await talkWithHuman()
  const before = (await child.heard()).length
  await hoa.post(`/conversations/${id}/release`, { to: 'bot' })
  expect(await hearsNext(child, before)).toMatch(/vừa rời cuộc trò chuyện. Bây giờ là máy/)
})

test('a human who goes away without closing: the child is told, and another is called', async () => {
  const { child, id } = await talkWithHuman()
  const before = (await child.heard()).length
  await child.says('dạ cô ơi')
  await eventually(async () => expect((await whole.db.pool.query('select 1 from message where conversation_id = $1 and done_at is null and direction = $2', [id, 'in'])).rowCount).toBe(0))
  await whole.db.pool.query(`update staff_presence set seen_at = now() - interval '2 hours'`)
  await whole.db.pool.query(`update message set received_at = received_at - interval '9 hours' where conversation_id = $1`, [id])
  await whole.db.pool.query(`update conversation set owner_since = owner_since - interval '9 hours' where id = $1`, [id])
  expect(await hearsNext(child, before)).toMatch(/vừa phải rời đi, bây giờ là máy/)
  expect(await newest()).toMatchObject({ owner: 'queue' })
})
