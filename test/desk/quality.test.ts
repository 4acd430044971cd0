import { afterAll, beforeAll, expect, test } from 'vitest'
import { qualitySummarySchema, sampleSchema } from '../../src/desk/api.ts'
import { startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let lan: Browser
let head: Browser
beforeAll(async () => {
  room = await startTestDesk()
  ;[hoa, lan, head] = await Promise.all([room.signIn('counsellor'), room.signIn('supervisor'), room.signIn('head')])
})
afterAll(() => room.stop())

const scores = { heard: 3, safety: 1, words: 2, nextStep: null }
const sample = async (who: Browser, size: number) => sampleSchema.parse((await who.get(`/quality/sample?size=${size}`)).body).conversations.map(({ id }) => id)

async function closed(text: string, level: 'low' | 'info' | 'high', days = 1): Promise<string> {
  const id = await room.waiting(text, { level })
  await room.db.pool.query(`update conversation set state = 'closed', closed_at = now() - make_interval(days => $2), waiting_since = null where id = $1`, [id, days])
  return id
}

test('the sample holds what triage took for harmless and nobody has read, the same for everybody all day', async () => {
  const harmless = await Promise.all(Array.from({ length: 12 }, (_, index) => closed(`bài tập ${index}`, index % 2 ? 'low' : 'info')))
  await closed('nguy hiểm', 'high')
  await closed('đã lâu', 'low', 31)
  await room.waiting('còn mở', { level: 'low' })

  const drawn = await sample(lan, 5)
  expect(drawn).toHaveLength(5)
  expect(await sample(head, 5)).toEqual(drawn)
  expect(new Set(await sample(lan, 50))).toEqual(new Set(harmless))

  const [first] = drawn
  expect((await lan.post(`/conversations/${first}/quality`, { level: 'low', scores })).status).toBe(200)
  expect(await sample(lan, 50)).not.toContain(first)
})

test('danger found in what was held for harmless is counted, and comes back before the people who can act, case and all', async () => {
  const id = await closed('ba hay khoá cửa phòng con', 'info')
  const before = qualitySummarySchema.parse((await lan.get('/quality/summary')).body)
  expect((await lan.post(`/conversations/${id}/quality`, { level: 'high', scores, comment: 'Nhốt trẻ, bot bỏ qua' })).status).toBe(200)
  const after = qualitySummarySchema.parse((await lan.get('/quality/summary')).body)
  expect([after.reviewed - before.reviewed, after.missed - before.missed]).toEqual([1, 1])
  expect(after.levels).toContainEqual({ was: 'info', should: 'high', count: 1 })
  expect(after.scores).toMatchObject({ heard: 3, safety: 1, nextStep: null })
  expect((await hoa.get('/queue?view=all&review=true')).body).toMatchObject({ rows: [{ id, review: true }] })
  expect((await hoa.post(`/conversations/${id}/open-case`)).body).toMatchObject({ number: expect.stringMatching(/^\d{4}-\d{6}$/) })
  const { rows: [row] } = await room.db.pool.query('select comment_enc from quality_review where conversation_id = $1', [id])
  expect(row.comment_enc.includes(Buffer.from('Nhốt'))).toBe(false)
})

test('a second reading by the same person replaces the first; by another it stands beside it', async () => {
  const id = await closed('học bổng', 'low')
  for (const level of ['medium', 'low']) await lan.post(`/conversations/${id}/quality`, { level, scores })
  await head.post(`/conversations/${id}/quality`, { level: 'info', scores })
  const { rows } = await room.db.pool.query(`select level_should as level from quality_review where conversation_id = $1 order by level_should`, [id])
  expect(rows).toEqual([{ level: 'info' }, { level: 'low' }])
  expect((await lan.post(`/conversations/${id}/quality`, { level: 'low', scores: { ...scores, heard: 4 } })).status).toBe(400)
})
