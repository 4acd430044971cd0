/** What the machine took down wrongly is put right by hand: the filter, the case and the figures follow, what was said stays. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseCodes } from '../../src/cases/index.ts'
import { conversationSchema, queueSchema, type Conversation } from '../../src/desk/api.ts'
import { transaction } from '../../src/database/index.ts'
import { refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let nam: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, nam] = await Promise.all([room.signIn('counsellor'), room.signIn('counsellor2')])
})
afterAll(() => room.stop())

const TIEN_PHUOC = '20722'
const THANG_BINH = '20791'

const opened = async (id: string, who = hoa): Promise<Conversation> => conversationSchema.parse((await who.get(`/conversations/${id}`)).body)
const correct = (id: string, name: string, value: unknown, more: { after?: string | null; reason?: string } = {}, who = hoa) =>
  who.post(`/conversations/${id}/correct`, { name, value, after: more.after ?? null, reason: more.reason ?? 'Đọc lại lời kể' })
const listed = async (query: string) => queueSchema.parse((await hoa.get(`/queue?view=all&limit=200&${query}`)).body).rows.map(({ id }) => id)
const codes = (caseId: string) => transaction(room.db.pool, (client) => caseCodes(client, room.desk, caseId))

async function withCase(text: string): Promise<{ id: string; caseId: string }> {
  const id = await room.waiting(text)
  await room.db.pool.query(`update conversation set commune = $2, categories = '{D1,A1}' where id = $1`, [id, TIEN_PHUOC])
  await hoa.post(`/conversations/${id}/open-case`)
  return { id, caseId: (await opened(id)).case?.id ?? '' }
}

test('a commune put right: filter, case and figures follow, who and why is kept, and what was said stays', async () => {
  const { id, caseId } = await withCase('em ở gần chợ')
  await hoa.get(`/cases/${caseId}`)
  expect((await correct(id, 'commune', THANG_BINH, { reason: 'Em nói rõ: Thăng Bình' })).status).toBe(200)
  const talk = await opened(id)
  expect(talk.commune).toBe(THANG_BINH)
  expect(talk.corrections).toMatchObject([{ name: 'commune', before: TIEN_PHUOC, value: THANG_BINH, reason: 'Em nói rõ: Thăng Bình', by: { id: hoa.me.id } }])
  expect([await listed(`commune=${TIEN_PHUOC}`), await listed(`commune=${THANG_BINH}`)]).toEqual([[], [id]])
  expect((await codes(caseId)).map(({ commune }) => commune)).toEqual([THANG_BINH])

  // The next correction takes the place of this one in the record; what somebody wrote in the record itself stays.
  expect((await correct(id, 'commune', TIEN_PHUOC, { after: talk.corrections[0]?.id ?? null }, nam)).status).toBe(200)
  expect((await codes(caseId)).map(({ commune }) => commune)).toEqual([TIEN_PHUOC])
  expect(await room.logged('conversation.correct', id)).toEqual([{ staffId: hoa.me.id, reason: 'commune' }, { staffId: nam.me.id, reason: 'commune' }])
  // The change log has both, before and after, by name.
  const { rows } = await room.db.pool.query(`select actor, before ->> 'commune' as before, after ->> 'commune' as after from change_log where table_name = 'conversation' and row_id = $1 and after ? 'commune' and actor <> 'service' order by id`, [id])
  expect(rows).toEqual([{ actor: hoa.me.id, before: TIEN_PHUOC, after: THANG_BINH }, { actor: nam.me.id, before: THANG_BINH, after: TIEN_PHUOC }])
})

test('categories put right: the machine does not bring back what was taken away, in the talk or in the figures', async () => {
  const { id, caseId } = await withCase('bạn em giành xe')
  expect((await correct(id, 'categories', ['A6'])).status).toBe(200)
  expect((await opened(id)).categories).toEqual(['A6'])
  expect([(await listed('category=D1')).includes(id), (await listed('category=A6')).includes(id)]).toEqual([false, true])
  expect(await codes(caseId)).toMatchObject([{ category: 'A6', categories: ['A6'] }])
  const { rows: [row] } = await room.db.pool.query<{ hand: string[]; aside: string[] }>('select by_hand as hand, categories_aside as aside from conversation where id = $1', [id])
  expect([row?.hand, row?.aside.toSorted()]).toEqual([['categories'], ['A1', 'D1']])
})

test('facts put right stand on the card and in the record; null is not known', async () => {
  const { id, caseId } = await withCase('em học lớp 6')
  expect((await correct(id, 'age', 9)).status).toBe(200)
  expect((await correct(id, 'injured', null)).status).toBe(200)
  expect((await correct(id, 'reporter', 'neighbour')).status).toBe(200)
  const talk = await opened(id)
  expect(talk.reporter).toBe('neighbour')
  expect(talk.facts.find(({ name }) => name === 'age')).toEqual({ name: 'age', status: 'value', value: 9 })
  expect(talk.facts.find(({ name }) => name === 'injured')).toEqual({ name: 'injured', status: 'unknown', value: null })
  expect(await codes(caseId)).toMatchObject([{ age: 9, reporter: 'neighbour' }])
})

test('a number put right is masked before who does not hold the talk', async () => {
  const id = await room.waiting('gọi lại cho em')
  await hoa.post(`/conversations/${id}/claim`)
  expect((await correct(id, 'contactPhone', '0905 123 456')).status).toBe(200)
  expect(JSON.stringify(await opened(id))).toContain('0905 123 456')
  expect(JSON.stringify(await opened(id, nam))).not.toContain('123 456')
})

test('two at once: the second is told who was faster; nonsense is refused; without a reason nothing changes', async () => {
  const id = await room.waiting('em mười hai tuổi')
  expect((await correct(id, 'age', 12, {}, nam)).status).toBe(200)
  const late = await correct(id, 'age', 13)
  expect([late.status, refusal(late).key, refusal(late).details['name']]).toEqual([409, 'error.corrected-meanwhile', nam.me.name])
  for (const [name, value] of [['age', 200], ['commune', '99999'], ['categories', ['ZZ']], ['who', 'x'], ['injured', 'có'], ['urgency', 'low'], ['constructor', 'x']] as const) expect([name, (await correct(id, name, value)).status]).toEqual([name, 400])
  expect((await correct(id, 'place', 'nhà ngoại', { reason: ' ' })).status).toBe(400)
  expect((await opened(id)).corrections).toHaveLength(1)
})
